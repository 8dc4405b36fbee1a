using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Seaworthy.Observability.Metrics;

/// <summary><c>GET /metrics</c> (R54).</summary>
internal sealed class MetricsPage(RequestMetrics requests, ProcessMetrics process, OtherMeters others)
{
    private const string OpenMetricsType = "application/openmetrics-text";

    public Task WriteAsync(HttpContext context)
    {
        var page = new Exposition(WantsOpenMetrics(context.Request));
        requests.Write(page);
        process.Write(page);
        others.Write(page);
        var bytes = page.Finish();
        var response = context.Response;
        response.ContentType = page.ContentType;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = HeaderNames.Accept;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    // Whoever says nothing gets what every scraper reads; a version of OpenMetrics that is not ours does not count.
    private static bool WantsOpenMetrics(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return false;
        }

        var open = 0.0;
        var plain = 0.0;
        foreach (var type in accepted)
        {
            var quality = type.Quality ?? 1;
            var version = type.Parameters.FirstOrDefault(parameter => parameter.Name == "version")?.Value.Value;
            if (type.MediaType == OpenMetricsType && (version is null or "1.0.0"))
            {
                open = Math.Max(open, quality);
            }
            else if (type.MediaType == "text/plain")
            {
                plain = Math.Max(plain, quality);
            }
        }

        return open > 0 && open >= plain;
    }
}
