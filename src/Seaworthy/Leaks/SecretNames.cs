using System.Text;

namespace Seaworthy.Leaks;

/// <summary>Names of members whose values are nobody's business; case and what stands between words do not matter.</summary>
internal sealed class SecretNames
{
    /// <summary>No name is longer, in bytes.</summary>
    public const int Longest = 64;

    /// <summary>What a leak by its name is counted as.</summary>
    public const string Rule = "name";

    private static readonly string[] Known =
    [
        "password", "passwd", "pwd", "passphrase", "password_hash", "hashed_password", "password_salt", "salt", "old_password", "new_password",
        "secret", "client_secret", "secret_key", "jwt_secret", "totp_secret", "private_key", "api_key", "api_secret", "secret_access_key",
        "access_token", "refresh_token", "id_token", "auth_token", "session_token", "reset_token", "security_stamp", "connection_string",
        "database_url", "redis_url", "card_number", "cvv", "cvv2", "cvc", "ssn", "social_security_number",
    ];

    private readonly HashSet<string> _names;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly ulong _lengths; // bit n: one of them has n letters

    private SecretNames(IEnumerable<string> names)
    {
        _names = [.. names.Select(Plain).Where(name => name.Length > 0)];
        _bySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var name in _names)
        {
            _lengths |= 1UL << (name.Length % 64);
        }
    }

    /// <summary>Those that everybody calls so, and more.</summary>
    public static SecretNames KnownAnd(IEnumerable<string> more) => new(Known.Concat(more));

    /// <summary>These and no others.</summary>
    public static SecretNames Only(IEnumerable<string> names) => new(names);

    public bool Contains(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest)
        {
            return false;
        }

        Span<char> plain = stackalloc char[Longest];
        var length = Plain(name, plain);
        return (_lengths & (1UL << (length % 64))) != 0 && _bySpan.Contains(plain[..length]);
    }

    private static string Plain(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var plain = new char[bytes.Length];
        return new(plain, 0, Plain(bytes, plain));
    }

    private static int Plain(ReadOnlySpan<byte> name, Span<char> plain)
    {
        var length = 0;
        foreach (var letter in name)
        {
            if (letter is not ((byte)'_' or (byte)'-' or (byte)'.'))
            {
                plain[length++] = (char)(letter is >= (byte)'A' and <= (byte)'Z' ? letter | 0x20 : letter);
            }
        }

        return length;
    }
}
