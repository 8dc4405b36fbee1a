using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seaworthy.Identity.Tokens;
using Seaworthy.Outgoing;

namespace Seaworthy.Identity.Firebase;

/// <summary>
/// The issuer's keys: fetched when first needed, kept for as long as the answer says, asked for again where a token names one that is not among them, and that
/// at most once in <see cref="FirebaseSettings.AskAgainSeconds"/>, whatever tokens are sent. Keys whose time is over go on for a day where the issuer does not answer.
/// </summary>
internal sealed class FirebaseKeys(FirebaseSettings settings, OutgoingOptions outgoing, TimeProvider time, ILogger<IdentityStage> log) : IDisposable
{
    private const int MostBytes = 64 * 1024, FewestBits = 2048;
    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1), Usual = TimeSpan.FromHours(1), Longest = TimeSpan.FromDays(1);
    private readonly HttpClient _client = new(new PublicAddressHandler(outgoing)) { Timeout = LongestFetch, MaxResponseContentBufferSize = MostBytes };
    private readonly SemaphoreSlim _turn = new(1); // one fetches, and the others wait for what it brings
    private volatile Snapshot _known = new(FrozenDictionary<string, RSAParameters>.Empty, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>The key of this id; null when the issuer has none.</summary>
    /// <exception cref="FirebaseAwayException">Nobody knows.</exception>
    public async Task<RSAParameters?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_known.Find(id) is { } key && time.GetUtcNow() < _known.Until)
        {
            return key;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if ((now >= _known.Until || _known.Find(id) is null) && now >= _known.AskedAt.AddSeconds(settings.AskAgainSeconds))
            {
                _known = await AskAsync(_known, now);
            }

            return now < _known.Until + Longest ? _known.Find(id) : throw new FirebaseAwayException("The issuer's keys are not known.", null);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }

    // Not the caller's to end: others wait for it too.
    private async Task<Snapshot> AskAsync(Snapshot before, DateTimeOffset now)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(settings.KeysUrl), CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            var life = answer.Headers.CacheControl?.MaxAge ?? Usual;
            var bounded = life < Shortest ? Shortest : life > Longest ? Longest : life;
            return new(Read(await answer.Content.ReadAsByteArrayAsync(CancellationToken.None)), now + bounded, now);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException or InvalidOperationException or CryptographicException or FormatException or KeyNotFoundException)
        {
            Log.FirebaseKeysNotRead(log, settings.KeysUrl, exception);
            return before with { AskedAt = now };
        }
    }

    private static FrozenDictionary<string, RSAParameters> Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("keys").EnumerateArray().Where(IsForSigning).Select(key => (Id: key.GetProperty("kid").GetString()!, Key: KeyOf(key)))
            .Where(pair => pair.Key.Modulus!.Length * 8 >= FewestBits).ToFrozenDictionary(pair => pair.Id, pair => pair.Key, StringComparer.Ordinal);
    }

    private static bool IsForSigning(JsonElement key) => Is(key, "kty", "RSA", isRequired: true) && Is(key, "alg", FirebaseTokens.Algorithm) && Is(key, "use", "sig");

    private static bool Is(JsonElement key, string member, string wanted, bool isRequired = false) =>
        key.TryGetProperty(member, out var found) ? found.ValueEquals(wanted) : !isRequired;

    private static RSAParameters KeyOf(JsonElement key) => new() { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") };

    private static byte[] Bytes(JsonElement key, string member) => StrictBase64Url.Decode(key.GetProperty(member).GetString()) ?? throw new FormatException($"{member} is no base64url.");

    private sealed record Snapshot(FrozenDictionary<string, RSAParameters> Keys, DateTimeOffset Until, DateTimeOffset AskedAt)
    {
        public RSAParameters? Find(string id) => Keys.TryGetValue(id, out var key) ? key : null;
    }
}
