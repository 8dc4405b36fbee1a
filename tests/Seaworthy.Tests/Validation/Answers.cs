using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Seaworthy.Tests.Validation;

/// <summary>Sending JSON as it is written, and reading problems.</summary>
internal static class Answers
{
    public static Task<HttpResponseMessage> PostJsonAsync(this TestApp app, string path, string json, string type = "application/json") =>
        app.PostBytesAsync(path, Encoding.UTF8.GetBytes(json), type);

    public static Task<HttpResponseMessage> PostBytesAsync(this TestApp app, string path, byte[] body, string? type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return app.Client.PostAsync(path, content);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    /// <summary>The faults as lines: <c>#/name must be …</c>.</summary>
    public static async Task<string[]> FaultsAsync(this HttpResponseMessage response) =>
        [.. (await response.JsonAsync()).GetProperty("errors").EnumerateArray()
            .Select(error => $"{error.GetProperty("pointer").GetString()} {error.GetProperty("detail").GetString()}")];
}
