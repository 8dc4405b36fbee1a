using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Tests.Signatures;

/// <summary>A request, and its signature as the guide says it: written anew, so that the layer's own signer is not what it is measured by.</summary>
internal sealed record SignedCall
{
    public const string Secret = "b5f3d1c7a9e8064f2b1d3c5a7e9f8061";
    public const string NextSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    public string Method { get; init; } = "POST";

    public string Host { get; init; } = "api.example.test";

    public string Target { get; init; } = "/pay/7?b=two%20words&a=1";

    public string Body { get; init; } = """{"amount":1250,"currency":"EUR"}""";

    public long At { get; init; }

    public string Nonce { get; init; } = Guid.NewGuid().ToString("N");

    public string Key { get; init; } = "partner";

    public string Text() => string.Join('\n',
        "v1", At.ToString(CultureInfo.InvariantCulture), Nonce, Method, Host, Target.Split('?')[0], Target.Contains('?') ? Target[(Target.IndexOf('?') + 1)..] : "",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body))));

    public string Mac(string secret = Secret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Text())));

    public Dictionary<string, string[]> Fields(string? signature = null) => new()
    {
        ["X-Signature"] = [signature ?? $"v1={Mac()}"],
        ["X-Signature-Key"] = [Key],
        ["X-Signature-Timestamp"] = [At.ToString(CultureInfo.InvariantCulture)],
        ["X-Signature-Nonce"] = [Nonce],
    };
}
