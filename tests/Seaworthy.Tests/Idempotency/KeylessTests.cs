using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ObjectPool;
using Seaworthy.Idempotency;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Idempotency;

[Trait("Requirement", "R17")]
public sealed class KeylessTests
{
    private const int Requests = 10_000;

    [Fact]
    public async Task A_POST_without_a_key_costs_no_allocation()
    {
        await using var app = await KeyedApp.StartAsync(map => map.MapPost("/things", () => "made"));
        var services = app.App.App.Services;
        var plans = services.GetRequiredService<EndpointPlans>();
        var stage = services.GetRequiredService<IdempotencyStage>();
        var record = new RequestRecord();
        var context = new DefaultHttpContext { Request = { Method = "POST" } };
        record.Begin(context, plans, TimeProvider.System, ObjectPool.Create<RequestRecord>());
        record.Plan = plans.All.Single(plan => plan.Route == "/things");
        stage.Governs(record.Plan).ShouldBeTrue();
        PassesAll(stage, record).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var passes = PassesAll(stage, record);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        passes.ShouldBeTrue();
        allocated.ShouldBe(0);
    }

    private static bool PassesAll(IdempotencyStage stage, RequestRecord record)
    {
        var passes = true;
        for (var i = 0; i < Requests; i++)
        {
            passes &= stage.Enter(record).GoesOn;
        }

        return passes;
    }
}
