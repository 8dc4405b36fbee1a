using Microsoft.AspNetCore.Http;
using Seaworthy.Caching.Origin;
using Seaworthy.Pipeline;

namespace Seaworthy.Caching.Responses;

/// <summary>
/// Answers with what was finished before (R37, R46). Governs endpoints that say <c>Cached</c>. A hit is decided and written without
/// waiting and without allocating; of those who miss at the same time one runs the endpoint and the others get its bytes.
/// </summary>
/// <remarks>
/// Stands behind everything that knows who asks, so that an answer reaches nobody whom an earlier stage refuses. What fails is the
/// failure of its own request: those who waited for it then run for themselves.
/// </remarks>
public sealed class RecallStage : Stage, ISurroundingStage
{
    internal const string StatusHeader = "Cache-Status";
    private const string Hit = "hit";
    private const string Joined = "joined";
    private const string Miss = "miss";
    private const string Passed = "passed";

    private readonly AnswerKeeper _keeper;
    private readonly Flights<Landing> _flights;
    private readonly TimeProvider _time;

    private readonly OriginRecall _origin;

    internal RecallStage(AnswerKeeper keeper, Flights<Landing> flights, OriginRecall origin, TimeProvider time) =>
        (_keeper, _flights, _origin, _time) = (keeper, flights, origin, time);

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Caching is { Enabled: true, Responses: true };

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => plan.Recall is not null || plan.Origin is not null;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        if (record.Plan!.Recall is not { } plan)
        {
            return _origin.Enter(record);
        }

        if (plan.IsPersonal(record) || HasEnded(record.Plan))
        {
            return Pass(record);
        }

        return plan.Scope is { } scope ? Step.Wait(EnterWithinAsync(record, scope)) : Look(record);
    }

    /// <inheritdoc/>
    async Task ISurroundingStage.SurroundAsync(RequestRecord record, Func<Task> rest)
    {
        if (record.Plan!.Recall is not { } plan)
        {
            await _origin.SurroundAsync(record, rest);
            return;
        }

        while (true)
        {
            var fill = new Fill(_keeper, record, record.Recall.Key!, rest);
            var landing = await FlyAsync(record, fill);
            if (fill.Work is not null)
            {
                Finish(record, fill, landing);
                return;
            }

            if (landing.Answer is { } answer)
            {
                Send(record, answer, Joined, answer.Age(_keeper.Now));
                return;
            }

            if (!landing.IsAbandoned)
            {
                // Not kept, so nobody else's: each makes his own, all at once, as without a cache.
                Note(record, Miss, null);
                plan.Counts.Miss();
                await rest();
                return;
            }
        }
    }

    // Asked anew for each request: whoever has left a company is shown nothing of it any more.
    private async Task<Step> EnterWithinAsync(RequestRecord record, Func<HttpContext, ValueTask<string?>> scope)
    {
        record.Recall.Within = await scope(record.Context);
        return string.IsNullOrEmpty(record.Recall.Within) ? Pass(record) : Look(record);
    }

    private Step Look(RequestRecord record)
    {
        var (request, plan) = (record.Context.Request, record.Plan!.Recall!);
        Span<char> room = stackalloc char[AnswerKey.MostChars];
        if (!AnswerKey.TryWrite(request, plan.Query!, record.Recall.Within, room, out var length))
        {
            return Pass(record);
        }

        var key = CacheScope.Of(room[..length]);
        var now = _keeper.Now;
        if (_keeper.Find(key, now) is { } answer)
        {
            Send(record, answer, Hit, answer.Age(now));
            return Step.End;
        }

        if (!HttpMethods.IsGet(request.Method))
        {
            // An endpoint may answer HEAD without the body that a GET would need.
            return Pass(record);
        }

        record.Recall.Key = key.ToString();
        return Step.Surround;
    }

    private async Task<Landing> FlyAsync(RequestRecord record, Fill fill)
    {
        try
        {
            return await _flights.RunAsync(record.Recall.Key!, fill, static (own, _) => new(own.Begin()), record.Context.RequestAborted);
        }
        catch (OperationCanceledException) when (fill.Work is { } work)
        {
            // It runs on this request, which must not end before it has.
            return await work;
        }
    }

    private void Finish(RequestRecord record, Fill fill, Landing landing)
    {
        if (landing.Answer is { } answer)
        {
            Send(record, answer, fill.HasRun ? Miss : Hit, fill.HasRun ? null : answer.Age(_keeper.Now));
            return;
        }

        record.Plan!.Recall!.Counts.Miss();
        Note(record, Miss, null);
        fill.SendOwn();
    }

    private static Step Pass(RequestRecord record)
    {
        record.Plan!.Recall!.Counts.Pass();
        Note(record, Passed, null);
        return Step.Continue;
    }

    private static void Send(RequestRecord record, Answer answer, string outcome, int? age)
    {
        var counts = record.Plan!.Recall!.Counts;
        switch (outcome)
        {
            case Hit:
                counts.Hit();
                break;
            case Joined:
                counts.Join();
                break;
            default:
                counts.Miss();
                break;
        }

        Note(record, outcome, age);
        answer.WriteTo(record.Context, age);
        if (record.Context.Response.StatusCode == StatusCodes.Status304NotModified)
        {
            counts.Revalidated();
        }
    }

    private static void Note(RequestRecord record, string outcome, int? age)
    {
        (record.Recall.Outcome, record.Recall.Age) = (outcome, age);
        if (record.Plan!.Service.Options.Caching.StatusHeader && !record.Context.Response.HasStarted)
        {
            record.Context.Response.Headers[StatusHeader] = outcome switch
            {
                Hit => "seaworthy; hit",
                Joined => "seaworthy; fwd=uri-miss; collapsed",
                Miss => "seaworthy; fwd=uri-miss",
                _ => "seaworthy; fwd=bypass",
            };
        }
    }

    // An endpoint that is gone is gone for everybody, whatever is kept of it.
    private bool HasEnded(EndpointPlan plan) => plan.Leaving is { Ends: true } leaving && leaving.GoneAt(_time.GetUtcNow()) is not null;
}
