using System.Text;

namespace Seaworthy.IntegrationTests.PlainApp;

/// <summary>What came back, as far as a client sees it.</summary>
internal sealed record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public bool IsData => Headers.TryGetValue("Content-Type", out var type) && (type.StartsWith("application/json") || type.StartsWith("application/problem+json"));

    /// <summary>Headers are <c>Name: value</c>; <c>Body:</c> is a JSON body and <c>File:</c> an upload.</summary>
    public static async Task<Answer> OfAsync(TestApp app, string method, string path, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers.Select(header => header.Split(": ", 2)).Select(parts => (parts[0], parts[1])))
        {
            switch (name)
            {
                case "Body": request.Content = new StringContent(value, Encoding.UTF8, "application/json"); break;
                case "File": request.Content = new MultipartFormDataContent("line") { { new StringContent(value), "file", "hello.txt" } }; break;
                default: request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(); break;
            }
        }

        using var response = await app.Client.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), all);
    }
}
