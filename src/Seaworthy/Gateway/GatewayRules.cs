using Seaworthy.Hosting.Settings;
using Seaworthy.Signatures;
using Seaworthy.Transport;

namespace Seaworthy.Gateway;

/// <summary>What the settings of the gateway must be together.</summary>
internal static class GatewayRules
{
    public const string UpstreamsKey = "Gateway:Upstreams";

    public const string RoutesKey = "Gateway:Routes";
    private const string KeyKey = "Gateway:Key";
    private const int KeyChars = 32;

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var gateway = options.Gateway;
        foreach (var broken in Addresses(UpstreamsKey, [.. gateway.Upstreams]).Concat(gateway.Routes.SelectMany(route => Addresses($"{RoutesKey}:{route.Key}", [.. GatewayRoutes.Addresses(route.Value)]))))
        {
            yield return broken;
        }

        foreach (var route in gateway.Routes.Where(route => !GatewayRoutes.Addresses(route.Value).Any()))
        {
            yield return new($"{RoutesKey}:{route.Key}", route.Value, "must name an address like http://localhost:8000, or several with commas between");
        }

        foreach (var secret in Signers.Secrets(gateway.Key ?? "").Where(secret => secret.Length < KeyChars))
        {
            yield return new(KeyKey, null, $"has a secret of {secret.Length} characters, and {KeyChars} or more are asked for: openssl rand -hex 32 makes one");
        }

        if (gateway.HealthTimeoutMs > gateway.HealthEveryMs)
        {
            yield return new("Gateway:HealthTimeoutMs", $"{gateway.HealthTimeoutMs}", $"must not exceed Gateway:HealthEveryMs = {gateway.HealthEveryMs}: the next question would come before the answer");
        }

        if (gateway.HealthPath is { } path && !path.StartsWith('/'))
        {
            yield return new("Gateway:HealthPath", path, "must be a path that begins with /, such as /health");
        }

        if (gateway.Signed != GatewayCalls.None && options.Signatures.Keys.Count == 0)
        {
            yield return new("Gateway:Signed", $"{gateway.Signed}", "asks for signatures, and nobody could sign: add Signatures:Keys:ID, or say None");
        }

        if (gateway.Signed != GatewayCalls.None && !options.Signatures.Enabled)
        {
            yield return new("Gateway:Signed", $"{gateway.Signed}", "asks for signatures, and Signatures:Enabled is false: say true there, or None here");
        }

        if (gateway.Tokens != GatewayCalls.None && !options.Identity.Enabled)
        {
            yield return new("Gateway:Tokens", $"{gateway.Tokens}", "asks for tokens, and Identity:Enabled is false: say true there, or None here");
        }

        if (gateway.Callers == GatewayCallers.Networks && !options.Admin.Enabled)
        {
            yield return new("Gateway:Callers", $"{gateway.Callers}", "asks where calls come from, and Admin:Enabled is false: say true there, or Anywhere here");
        }

        foreach (var broken in CertificateRules.Pair("Gateway", gateway.CertificateFile, gateway.KeyFile).Concat(CertificateRules.Authorities("Gateway:AuthorityFile", gateway.AuthorityFile)))
        {
            yield return broken;
        }
    }

    private static IEnumerable<BrokenRule> Addresses(string key, IReadOnlyCollection<string> addresses)
    {
        foreach (var text in addresses.Where(text => !IsAddress(text)))
        {
            yield return new(key, text, "must be an address like http://localhost:8000, with no name, query or fragment in it");
        }

        foreach (var same in addresses.Where(IsAddress).GroupBy(text => new Uri(text)).Where(same => same.Count() > 1))
        {
            yield return new(key, same.First(), "is named twice: name each once");
        }
    }

    /// <summary>Whether it is an address that can be called.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}
