using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Testing;

/// <summary>Stands in for Firebase: publishes keys and signs ID tokens with them.</summary>
internal sealed class LocalIssuer(TimeProvider time) : IAsyncDisposable
{
    public const string Project = "harbour-1";

    private readonly List<(string Id, RSA Key)> _keys = [];
    private TestApp? _app;

    public static string Name => $"https://securetoken.example/{Project}";

    public Uri KeysUrl => new(_app!.Address, "/keys");

    /// <summary>How often somebody has asked for the keys.</summary>
    public int Asked { get; private set; }

    /// <summary>Whether it answers with its keys.</summary>
    public bool IsAway { get; set; }

    public RSA Key => _keys[^1].Key;

    public async Task StartAsync()
    {
        AddKey();
        _app = await TestApp.StartAsync(app => app.MapGet("/keys", Keys));
    }

    public string AddKey(int bits = 2048)
    {
        _keys.Add(($"k{_keys.Count + 1}", RSA.Create(bits)));
        return _keys[^1].Id;
    }

    /// <summary>A token of somebody; <paramref name="with"/> sets claims, or takes them away with null.</summary>
    public string Token(string uid, string? email = null, bool isVerified = false, object? header = null, RSA? key = null, params (string Name, object? Value)[] with)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Name, ["aud"] = Project, ["auth_time"] = now - 60, ["user_id"] = uid, ["sub"] = uid, ["iat"] = now, ["exp"] = now + 3600,
            ["email_verified"] = isVerified, ["jti"] = Guid.NewGuid(), ["firebase"] = new { identities = new { email = new[] { email } }, sign_in_provider = "password" },
        };
        if (email is not null)
        {
            claims["email"] = email;
        }

        foreach (var (name, value) in with)
        {
            _ = value is null ? claims.Remove(name) : (claims[name] = value) is not null;
        }

        var text = $"{Part(header ?? new { alg = "RS256", kid = _keys[^1].Id, typ = "JWT" })}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString((key ?? Key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _keys.ForEach(pair => pair.Key.Dispose());
    }

    private IResult Keys(HttpContext context)
    {
        Asked++;
        context.Response.Headers.CacheControl = "public, max-age=600";
        return IsAway ? Results.StatusCode(StatusCodes.Status500InternalServerError) : Results.Json(new { keys = _keys.Select(pair => Shown(pair.Id, pair.Key)) });
    }

    private static object Shown(string id, RSA key)
    {
        var shown = key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", alg = "RS256", use = "sig", kid = id, n = Base64Url.EncodeToString(shown.Modulus), e = Base64Url.EncodeToString(shown.Exponent) };
    }

    private static string Part(object claims) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
}
