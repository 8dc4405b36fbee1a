using Microsoft.AspNetCore.Http;
using Seaworthy.Caching.Responses;
using Seaworthy.Pipeline;

namespace Seaworthy.Caching.Origin;

/// <summary>
/// A shared cache by RFC 9111 for endpoints that hand on another server's answers. The recall stage's other half: what is kept, for whom and how long says that server.
/// What a request asks of caches in its own Cache-Control is advice, and only <c>no-store</c> is followed: nobody may make the other server work by a header.
/// </summary>
internal sealed class OriginRecall(OriginKeeper keeper, Flights<OriginLanding> flights)
{
    public Step Enter(RequestRecord record)
    {
        var request = record.Context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            if (!HttpMethods.IsOptions(request.Method) && !HttpMethods.IsTrace(request.Method))
            {
                record.Context.Response.OnStarting(InvalidateAsync, record.Context);
            }

            return Step.Continue;
        }

        if (OriginPlan.IsAside(request))
        {
            return Pass(record);
        }

        var mayKeep = !CacheDirectives.Read(request.Headers.CacheControl).NoStore;
        record.Recall.Key = mayKeep ? OriginKey.Of(request, record.Plan!.Origin!.LeavesCors) : null;
        if (record.Recall.Key is { } key && keeper.Find(record, key) is { } kept)
        {
            Send(record, kept, "hit", "hit", kept.Age(keeper.Now));
            return Step.End;
        }

        // The other server may answer HEAD without the body that a GET would need.
        return HttpMethods.IsGet(request.Method) ? Step.Surround : Pass(record);
    }

    public async Task SurroundAsync(RequestRecord record, Func<Task> rest)
    {
        var key = record.Recall.Key;
        while (true)
        {
            var fill = new OriginFill(keeper, record, key, rest);
            if (key is null || keeper.IsUnkept(key) || OriginKeeper.HasCredentials(record))
            {
                await fill.Begin();
                await FinishAsync(record, fill);
                return;
            }

            var landing = await FlyAsync(record, key, fill);
            if (fill.Work is not null)
            {
                await FinishAsync(record, fill);
                return;
            }

            // Another variant of the same address may be due to this one.
            if (landing.Answer is not null && keeper.Find(record, key) is { } mine)
            {
                Send(record, mine, "joined", "fwd=uri-miss; collapsed", mine.Age(keeper.Now));
                return;
            }

            // What has just failed for one would fail for each of them.
            if (landing.IsStandIn && keeper.FindStale(record, key) is { } old && keeper.MayStandIn(old))
            {
                Send(record, old, "joined", "fwd=stale; detail=stale-if-error; collapsed", old.Age(keeper.Now));
                return;
            }

            if (!landing.IsAbandoned)
            {
                key = null;
            }
        }
    }

    private async Task<OriginLanding> FlyAsync(RequestRecord record, string key, OriginFill fill)
    {
        try
        {
            return await flights.RunAsync(key, fill, static (own, _) => new(own.Begin()), record.Context.RequestAborted);
        }
        catch (OperationCanceledException) when (fill.Work is not null)
        {
            // It runs on this request, which must not end before it has.
            return OriginLanding.Abandoned;
        }
    }

    private async Task FinishAsync(RequestRecord record, OriginFill fill)
    {
        await fill.Work!;
        fill.Rethrow();
        if (fill.Answer is not { } answer)
        {
            record.Plan!.Origin!.Counts.Miss();
            Note(record, "miss", "fwd=uri-miss", null);
        }
        else if (fill.IsStandIn)
        {
            Send(record, answer, "hit", "fwd=stale; detail=stale-if-error", answer.Age(keeper.Now));
        }
        else
        {
            Send(record, answer, "miss", fill.IsRevalidated ? "fwd=stale; fwd-status=304" : answer.Key.Length > 0 ? "fwd=uri-miss; stored" : "fwd=uri-miss", null);
        }
    }

    // Before the answer starts: whoever has it finds nothing old any more (RFC 9111, section 4.4).
    private async Task InvalidateAsync(object state)
    {
        var context = (HttpContext)state;
        if (context.Response.StatusCode is < StatusCodes.Status200OK or >= StatusCodes.Status400BadRequest)
        {
            return;
        }

        await keeper.ChangedAsync(context.Request, context.Request.Path);
        foreach (var field in (string[])[context.Response.Headers.Location.ToString(), context.Response.Headers.ContentLocation.ToString()])
        {
            // Of this host only: another one's addresses are not this one's to say anything about.
            if (field.Length > 0 && Uri.TryCreate($"http://{context.Request.Host}", UriKind.Absolute, out var host)
                && Uri.TryCreate(host, field, out var place) && place.Authority == host.Authority)
            {
                await keeper.ChangedAsync(context.Request, PathString.FromUriComponent(place));
            }
        }
    }

    private static Step Pass(RequestRecord record)
    {
        record.Plan!.Origin!.Counts.Pass();
        Note(record, "passed", "fwd=bypass", null);
        return Step.Continue;
    }

    private static void Send(RequestRecord record, OriginAnswer answer, string outcome, string status, int? age)
    {
        var counts = record.Plan!.Origin!.Counts;
        (outcome switch { "hit" => (Action)counts.Hit, "joined" => counts.Join, _ => counts.Miss })();
        if (answer.WriteTo(record.Context, age))
        {
            counts.Revalidated();
        }

        Note(record, outcome, status, age);
    }

    private static void Note(RequestRecord record, string outcome, string status, int? age)
    {
        (record.Recall.Outcome, record.Recall.Age) = (outcome, age);
        if (record.Plan!.Service.Options.Caching.StatusHeader && !record.Context.Response.HasStarted)
        {
            record.Context.Response.Headers[RecallStage.StatusHeader] = $"seaworthy; {status}";
        }
    }
}
