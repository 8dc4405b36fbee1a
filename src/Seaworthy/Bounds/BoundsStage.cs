using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Api.Problems;
using Seaworthy.Pipeline;
using Seaworthy.Resilience;

namespace Seaworthy.Bounds;

/// <summary>
/// Refuses addresses, headers and bodies that are too large before anything reads them, and starts the deadline.
/// What arrives in chunks is counted while it is read: the server then throws, and the problems stage answers 413.
/// </summary>
public sealed class BoundsStage : Stage
{
    internal BoundsStage()
    {
    }

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Bounds.Enabled;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var request = record.Context.Request;
        var plan = record.Plan!;
        var bounds = plan.Service.Options.Bounds;
        var url = (request.Path.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0);
        if (url > bounds.UrlChars)
        {
            return record.Refuse(Problem.Of(ProblemTypes.UrlTooLong,
                $"The address has {url} characters; at most {bounds.UrlChars} are taken. Send long lists in a body."));
        }

        if (HeadersExceed(request.Headers, bounds.HeaderChars))
        {
            return record.Refuse(Problem.Of(ProblemTypes.HeadersTooLarge,
                $"The request's headers have more than {bounds.HeaderChars} characters in all."));
        }

        if (plan.BodyLimit.Value is { } limit && !BodyFits(record.Context, limit))
        {
            return record.Refuse(Problem.Of(ProblemTypes.BodyTooLarge,
                $"The body has {request.ContentLength} bytes; at most {limit} are taken here."));
        }

        if (Shorter(plan.Deadline.Value, LeftOfCaller(record)) is { } deadline)
        {
            record.StartDeadline(deadline);
        }

        return Step.Continue;
    }

    // Whoever waits for the gateway has gone when its own time is over: what is done later is done for nobody.
    private static TimeSpan? LeftOfCaller(RequestRecord record) =>
        record.IsFromGateway && long.TryParse(record.Context.Request.Headers[ResilientClient.DeadlineHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms is > 0 and < int.MaxValue
            ? TimeSpan.FromMilliseconds(ms)
            : null;

    private static TimeSpan? Shorter(TimeSpan? own, TimeSpan? left) => own is null || left is null ? own : own < left ? own : left;

    private static bool HeadersExceed(IHeaderDictionary headers, int limit)
    {
        var left = limit;
        foreach (var (name, values) in headers)
        {
            left -= name.Length;
            foreach (var value in values)
            {
                left -= value?.Length ?? 0;
            }
        }

        return left < 0;
    }

    private static bool BodyFits(HttpContext context, long limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit;
        }

        return context.Request.ContentLength is not { } length || length <= limit;
    }
}
