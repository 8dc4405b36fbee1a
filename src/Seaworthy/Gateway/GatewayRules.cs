using Seaworthy.Hosting.Settings;
using Seaworthy.Transport;

namespace Seaworthy.Gateway;

/// <summary>What the settings of the gateway must be together.</summary>
internal static class GatewayRules
{
    public const string UpstreamsKey = "Gateway:Upstreams";

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var gateway = options.Gateway;
        foreach (var text in gateway.Upstreams.Where(text => !IsAddress(text)))
        {
            yield return new(UpstreamsKey, text, "must be an address like http://localhost:8000, with no name, query or fragment in it");
        }

        foreach (var same in gateway.Upstreams.Where(IsAddress).GroupBy(text => new Uri(text)).Where(same => same.Count() > 1))
        {
            yield return new(UpstreamsKey, same.First(), "is named twice: name each once");
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

    /// <summary>Whether it is an address that can be called.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}
