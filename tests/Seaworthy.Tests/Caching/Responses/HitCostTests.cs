using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;
using Seaworthy.Caching.Responses;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Caching.Responses;

/// <summary>A hit pays for its bytes and for nothing else.</summary>
[Trait("Requirement", "R37")]
public sealed class HitCostTests
{
    private const int Rounds = 1000;

    // The header dictionary of a test makes the text of Content-Length anew each time, up to this; Kestrel's does not.
    private const int TextOfLength = 32;

    [Theory]
    [InlineData("br", null)]
    [InlineData("gzip, deflate;q=0.5, *;q=0", null)]
    [InlineData(null, null)]
    [InlineData(null, "\"7\"")]
    public async Task A_hit_allocates_nothing(string? accept, string? known)
    {
        await using var app = await KeptApp.StartAsync(
            app => app.MapGet("/rows/{id:int}", (HttpResponse response) =>
            {
                response.Headers.ETag = "\"7\"";
                return new string('x', 5000);
            }).Cached(TimeSpan.FromHours(1), "rows", "row:{id}").VaryByQuery("page", "size").SameForEverybody(),
            ("Seaworthy:Caching:StatusHeader", "false"));
        await app.AskAsync("/rows/1?size=20&page=1");
        var (stage, plans) = (app.Get<RecallStage>(), app.Get<EndpointPlans>());
        var context = Request(app, accept, known);
        var body = new DiscardedBody();
        context.Features.Set<IHttpResponseBodyFeature>(body);
        var record = new RequestRecord();
        record.Begin(context, plans, app.Time, ObjectPool.Create<RequestRecord>());
        record.Plan = plans.All.Single(plan => plan.Recall is not null);
        Run(Rounds);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(Rounds);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        record.Recall.Outcome.ShouldBe("hit");
        context.Response.StatusCode.ShouldBe(known is null ? 200 : 304);
        body.Bytes.ShouldBe(known is not null ? 0 : (accept is null ? 5000 : context.Response.ContentLength!.Value) * 2 * Rounds);
        allocated.ShouldBeLessThanOrEqualTo(known is null ? Rounds * TextOfLength : 0);

        void Run(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                stage.Enter(record);
            }
        }
    }

    private static DefaultHttpContext Request(KeptApp app, string? accept, string? known)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Scheme = "http";
        context.Request.Host = new HostString(app.Client.BaseAddress!.Authority);
        context.Request.Path = "/rows/1";
        context.Request.QueryString = new QueryString("?page=1&size=20");
        context.Request.Headers.AcceptEncoding = accept;
        context.Request.Headers.IfNoneMatch = known;
        return context;
    }
}
