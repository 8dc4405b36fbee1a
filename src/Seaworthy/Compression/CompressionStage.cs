using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Seaworthy.Pipeline;

namespace Seaworthy.Compression;

/// <summary>
/// Encodes what the endpoint answers, for callers who take it (R44, R66): text from <c>MinimumBytes</c> on. What is encoded already,
/// is a part of something, or carries a strong tag of the endpoint's own is left alone: such a tag names its very bytes, and a caller
/// sends it back in If-Match.
/// </summary>
/// <remarks>
/// Stands behind recall, whose answers come in every coding and never get here. Who keeps an answer, recall or idempotency, takes
/// Accept-Encoding away from the request that makes it: what is kept is plain.
/// </remarks>
public sealed class CompressionStage : Stage, ISurroundingStage
{
    internal CompressionStage()
    {
    }

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Compression.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => plan.Kind == EndpointKind.Ordinary && plan.Class.Value != RequestClass.Probe;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var (request, response) = (record.Context.Request, record.Context.Response);
        response.OnStarting(static state => TellVary((HttpResponse)state), response);
        if (request.Headers.AcceptEncoding.Count == 0 || HttpMethods.IsHead(request.Method))
        {
            return Step.Continue;
        }

        var accepted = AcceptedCodings.Read(request.Headers.AcceptEncoding);
        return accepted.Best(hasGzip: true, hasBrotli: true) == ContentCoding.Identity ? Step.Continue : Step.Surround;
    }

    /// <inheritdoc/>
    async Task ISurroundingStage.SurroundAsync(RequestRecord record, Func<Task> rest)
    {
        var context = record.Context;
        var accepted = AcceptedCodings.Read(context.Request.Headers.AcceptEncoding);
        var least = accepted.RefusesIdentity ? 1 : record.Plan!.Service.Options.Compression.MinimumBytes;
        var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new EncodedBody(inner, context.Response, accepted.Best(hasGzip: true, hasBrotli: true), least, record.HeldBuffers.Take());
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await rest();
        }
        finally
        {
            context.Features.Set(inner);
        }

        if (record.Problem is null)
        {
            await body.EndAsync();
        }
    }

    // On plain answers too: a cache between must not give them to whom an encoded one is due, or the other way round.
    private static Task TellVary(HttpResponse response)
    {
        if (CodableTypes.Contain(response.ContentType) && !SaysSo(response.Headers.Vary))
        {
            response.Headers.Vary = StringValues.Concat(response.Headers.Vary, HeaderNames.AcceptEncoding);
        }

        return Task.CompletedTask;
    }

    private static bool SaysSo(StringValues vary)
    {
        foreach (var line in vary)
        {
            if (line is "*" || line?.Contains(HeaderNames.AcceptEncoding, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }
}
