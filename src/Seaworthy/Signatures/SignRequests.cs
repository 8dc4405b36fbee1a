using System.Globalization;
using System.Security.Cryptography;

namespace Seaworthy.Signatures;

/// <summary>
/// Signs what a client sends, as <c>RequireSignature</c> asks: method, host, path, query, body, time and nonce. Put it behind whatever tries again,
/// so that each attempt is signed anew: a signature is good once.
/// </summary>
/// <example><c>services.AddHttpClient("refunds").AddHttpMessageHandler(() =&gt; new SignRequests("partner", secret))</c></example>
public sealed class SignRequests : DelegatingHandler
{
    private const int NonceCharacters = 32;
    private readonly string _key;
    private readonly byte[][] _secrets;

    /// <param name="key">The key's id at the other end.</param>
    /// <param name="secrets">Its secret; two while it is changed, and each signs.</param>
    public SignRequests(string key, params IReadOnlyList<string> secrets)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentOutOfRangeException.ThrowIfZero(secrets.Count);
        (_key, _secrets) = (key, [.. secrets.Select(System.Text.Encoding.UTF8.GetBytes)]);
    }

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var uri = request.RequestUri ?? throw new InvalidOperationException("A request without an address cannot be signed.");
        var timestamp = Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(NonceCharacters, lowercase: true);
        var text = SignedText.Of(timestamp, nonce, request.Method.Method, HostOf(request, uri), uri.PathAndQuery, await DigestAsync(request.Content, cancellationToken));
        Set(request, SignatureFields.Key, _key);
        Set(request, SignatureFields.Timestamp, timestamp);
        Set(request, SignatureFields.Nonce, nonce);
        Set(request, SignatureFields.Signature, string.Join(", ", _secrets.Select(secret => $"{SignatureFields.Version}={Convert.ToHexStringLower(HMACSHA256.HashData(secret, text))}")));
        return await base.SendAsync(request, cancellationToken);
    }

    private static async Task<byte[]> DigestAsync(HttpContent? content, CancellationToken cancellationToken) =>
        SHA256.HashData(content is null ? [] : await content.ReadAsByteArrayAsync(cancellationToken));

    private static string HostOf(HttpRequestMessage request, Uri uri)
    {
        var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        return SignedText.Host(request.Headers.Host ?? (uri.IsDefaultPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{uri.Port}")), uri.Scheme);
    }

    // A request that is sent again has those of the first time.
    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.Add(name, value);
    }
}
