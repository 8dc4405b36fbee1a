using System.Text.RegularExpressions;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Signatures;

/// <summary>What the settings about signatures must be beyond their type.</summary>
internal static partial class SignatureRules
{
    public const string KeysKey = "Signatures:Keys";
    public const string BareKey = "Signatures:BareKey";
    private const int MostSecrets = 2;
    private const int FewestCharacters = 32;

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var signatures = options.Signatures;
        foreach (var (name, text) in signatures.Keys)
        {
            if (Fault(name, Signers.Secrets(text), scope) is { } fault)
            {
                yield return new($"{KeysKey}:{name}", null, fault);
            }
        }

        if (signatures.BareKey is { } bare && !signatures.Keys.ContainsKey(bare))
        {
            yield return new(BareKey, bare, $"must be the id of a key that is set: Seaworthy__Signatures__Keys__{bare}=$(openssl rand -hex 32)");
        }
    }

    private static string? Fault(string name, string[] secrets, SettingsScope scope) =>
        !Name().IsMatch(name) ? $"has the id '{name}': take one of lower-case letters, digits, dots, hyphens and underscores, 64 at most"
        : secrets.Length is 0 or > MostSecrets ? $"must be one secret, or two with a space between while it is changed; there are {secrets.Length}"
        : !scope.IsLive ? null
        : Array.Exists(secrets, SecretRules.IsSample) ? "is a sample, not a secret; make one: openssl rand -hex 32"
        : Array.Exists(secrets, secret => secret.Length < FewestCharacters) ? $"must be {FewestCharacters} characters or more; make one: openssl rand -hex 32"
        : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$")]
    private static partial Regex Name();
}
