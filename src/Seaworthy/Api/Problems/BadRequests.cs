using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Api.Problems;

/// <summary>What the server and the framework refuse, in words of ours.</summary>
internal static class BadRequests
{
    /// <summary>The words of 415.</summary>
    public static string NotTaken(HttpRequest request) => $"{request.ContentType ?? "A body without Content-Type"} is not taken here.";

    // The server's and the framework's own words name types and parameters of the code: they stay in the log.
    public static Problem Of(RequestRecord record, BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Problem.Of(
            ProblemTypes.BodyTooLarge,
            LimitOf(record) is { } limit
                ? string.Create(CultureInfo.InvariantCulture, $"At most {limit} bytes are taken here.")
                : "The body is larger than is taken here."),
        StatusCodes.Status400BadRequest when bad.InnerException is JsonException => Problem.Of(ProblemTypes.MalformedBody),
        StatusCodes.Status400BadRequest => Problem.Of(
            ProblemTypes.BadRequest, "Something in the path, the query, the headers or the body is missing or of another form than is taken here."),
        StatusCodes.Status408RequestTimeout => Problem.Of(ProblemTypes.RequestTimeout, "The body arrived too slowly."),
        StatusCodes.Status415UnsupportedMediaType => Problem.Of(ProblemTypes.UnsupportedMediaType, NotTaken(record.Context.Request)),
        var status => Problem.Of(ProblemTypes.ForStatus(status)),
    };

    // What the server held the body to, whoever told it.
    private static long? LimitOf(RequestRecord record) =>
        record.Context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? record.Plan?.BodyLimit.Value;
}
