using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Signatures;

/// <summary>Who may sign at a service, made once from its settings. What it says of a key that nobody has takes as long as of one that somebody has.</summary>
internal sealed class Signers
{
    private readonly FrozenDictionary<string, byte[][]> _keys;
    private readonly byte[][] _nobody;

    public Signers(SignatureOptions options)
    {
        _keys = options.Keys.ToFrozenDictionary(key => key.Key, key => Array.ConvertAll(Secrets(key.Value), Encoding.UTF8.GetBytes), StringComparer.Ordinal);
        _nobody = [.. Enumerable.Range(0, _keys.Values.Select(secrets => secrets.Length).Append(1).Max()).Select(_ => RandomNumberGenerator.GetBytes(SignedText.MacBytes))];
        BareId = options.BareKey?.ToLowerInvariant();
        Bare = BareId is not null && _keys.TryGetValue(BareId, out var known) ? known : [];
    }

    /// <summary>Whether anybody can sign.</summary>
    public bool Exist => _keys.Count > 0;

    /// <summary>The id of the key whose secret opens by an HMAC of the body alone, in small letters; null for none.</summary>
    public string? BareId { get; }

    /// <summary>Secrets that open by an HMAC of the body alone; none, unless a setting names their key.</summary>
    public IReadOnlyList<byte[]> Bare { get; }

    /// <summary>The secrets of a key, as its setting has them.</summary>
    public static string[] Secrets(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether one of the HMACs is that of the text, under one of the key's secrets.</summary>
    public bool HaveSigned(string key, byte[] text, byte[][] macs)
    {
        var isKnown = _keys.TryGetValue(key, out var secrets);
        Span<byte> expected = stackalloc byte[SignedText.MacBytes];
        var isRight = false;
        foreach (var secret in secrets ?? _nobody)
        {
            HMACSHA256.HashData(secret, text, expected);
            foreach (var mac in macs)
            {
                isRight |= CryptographicOperations.FixedTimeEquals(expected, mac);
            }
        }

        return isKnown && isRight;
    }
}
