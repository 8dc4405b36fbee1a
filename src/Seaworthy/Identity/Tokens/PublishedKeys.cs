using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Identity.Tokens;

/// <summary>The public halves of the keys, as a JWK set (RFC 7517), for whoever verifies tokens elsewhere.</summary>
internal sealed class PublishedKeys(KeyRing keys)
{
    public const string Path = "/.well-known/jwks.json";

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "application/jwk-set+json";
        response.Headers.CacheControl = "public, max-age=300";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var key in keys.All)
        {
            json.WriteStartObject();
            json.WriteString("kty", "EC");
            json.WriteString("crv", "P-256");
            json.WriteString("use", "sig");
            json.WriteString("alg", JoseHeader.Algorithm);
            json.WriteString("kid", key.Id);
            json.WriteString("x", Base64Url.EncodeToString(key.Parameters.Q.X));
            json.WriteString("y", Base64Url.EncodeToString(key.Parameters.Q.Y));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
