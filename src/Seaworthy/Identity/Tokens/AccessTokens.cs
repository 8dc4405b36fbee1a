using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Seaworthy.Identity.Tokens;

/// <summary>Issues access tokens (RFC 9068) and ends their sessions.</summary>
public sealed class AccessTokens
{
    /// <summary>The session of tokens that the tool prints at a desk: in no database.</summary>
    internal const string DevelopmentSession = "development";

    private const string Client = "first-party";
    private readonly KeyRing _keys;
    private readonly RevokedSessions _revoked;
    private readonly TokenSettings _settings;
    private readonly string _audience;
    private readonly TimeProvider _time;

    internal AccessTokens(KeyRing keys, RevokedSessions revoked, TokenSettings settings, string audience, TimeProvider time) =>
        (_keys, _revoked, _settings, _audience, _time) = (keys, revoked, settings, audience, time);

    /// <summary>A new token, for <see cref="TokenSettings.LifetimeSeconds"/>.</summary>
    /// <exception cref="ArgumentException">There is no subject or session, or a scope has a blank in it.</exception>
    public IssuedToken Issue(TokenRequest request)
    {
        ArgumentException.ThrowIfNullOrEmpty(request.Subject);
        ArgumentException.ThrowIfNullOrEmpty(request.SessionId);
        if (request.Scopes.FirstOrDefault(scope => scope.Length == 0 || scope.Contains(' ')) is { } wrong)
        {
            throw new ArgumentException($"'{wrong}' is no scope: it must have characters, and no blank among them.", nameof(request));
        }

        var key = _keys.Signing;
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var expires = now + _settings.LifetimeSeconds;
        var head = Encode(json =>
        {
            json.WriteString("alg", JoseHeader.Algorithm);
            json.WriteString("kid", key.Id);
            json.WriteString("typ", JoseHeader.Type);
        });
        var text = $"{head}.{Encode(json => Write(json, request, now, expires))}";
        return new($"{text}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(text)))}", DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <summary>
    /// The tokens of a session are refused from now on, in this process; another process accepts those that are out until they expire, or until it
    /// asks the database again where the service keeps accounts.
    /// </summary>
    public void Revoke(string sessionId) => _revoked.Add(sessionId);

    private void Write(Utf8JsonWriter json, TokenRequest request, long now, long expires)
    {
        json.WriteString("iss", _settings.Issuer);
        WriteAll(json, "aud", request.Audiences.Count == 0 ? [_audience] : request.Audiences);
        json.WriteString("sub", request.Subject);
        json.WriteString("sid", request.SessionId);
        json.WriteString("client_id", Client);
        json.WriteString("jti", Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
        json.WriteNumber("iat", now);
        json.WriteNumber("nbf", now);
        json.WriteNumber("exp", expires);
        WriteUnlessNull(json, "tenant", request.Tenant);
        WriteUnlessNull(json, "email", request.Email);
        WriteUnlessNull(json, "scope", request.Scopes.Count == 0 ? null : string.Join(' ', request.Scopes));
        if (request.Roles.Count > 0)
        {
            WriteArray(json, AccessToken.RoleClaim, request.Roles);
        }
    }

    // One of them is a text and several are an array (RFC 7519, section 4.1.3).
    private static void WriteAll(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values is [var one])
        {
            json.WriteString(name, one);
        }
        else
        {
            WriteArray(json, name, values);
        }
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteUnlessNull(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(bytes.WrittenSpan);
    }
}
