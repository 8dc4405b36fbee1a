using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.IntegrationTests.Redis;

/// <summary>The one client that the layer makes of its settings.</summary>
[Trait("Requirement", "R33")]
[Trait("Server", "Redis")]
public sealed class RedisInTheLayerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    [Trait("Requirement", "R21")]
    public async Task A_Redis_that_goes_degrades_the_process_and_one_that_comes_back_is_healthy_again()
    {
        await using var server = await RedisServer.StartAsync();
        await using var app = await StartAsync(server);
        (await DetailedAsync(app)).ShouldBe((HttpStatusCode.OK, "healthy", "healthy"));

        await server.StopAsync();
        await UntilAsync(async () => await DetailedAsync(app) == (HttpStatusCode.OK, "degraded", "degraded"));
        (await app.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Client.GetStringAsync("/metrics")).ShouldContain("""seaworthy_redis_connected{connection="data"} 0""");

        await server.StartAgainAsync();
        await UntilAsync(async () => await DetailedAsync(app) == (HttpStatusCode.OK, "healthy", "healthy"));
        var metrics = await app.Client.GetStringAsync("/metrics");
        metrics.ShouldContain("""seaworthy_redis_connected{connection="data"} 1""");
        metrics.ShouldContain("""seaworthy_redis_reconnects_total{connection="data"} 1""");
    }

    [Fact]
    public async Task After_a_failover_the_connection_to_the_old_primary_is_left_at_its_first_word()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var server = await RedisServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await client.Data.SetAsync("k"u8, "v"u8, TimeSpan.Zero);

        (await server.SayAsync($"REPLICAOF 127.0.0.1 {primary.Url.Port}")).ShouldBe("+OK");
        var refused = await Should.ThrowAsync<RedisException>(client.Data.SetAsync("k"u8, "v"u8, TimeSpan.Zero).AsTask());
        (refused.Code, refused.IsTransient, refused.MayHaveRun).ShouldBe(("READONLY", true, false));

        // It is not taken back while it is a replica.
        (await server.SayAsync("REPLICAOF NO ONE")).ShouldBe("+OK");
        await UntilAsync(() => Task.FromResult(client.Data.Counts.Reconnects > 0));
        await UntilAsync(async () =>
        {
            try
            {
                await client.Data.SetAsync("k"u8, "v"u8, TimeSpan.Zero);
                return true;
            }
            catch (RedisException failure) when (failure.IsTransient)
            {
                return false;
            }
        });
    }

    private static Task<TestApp> StartAsync(RedisServer server) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.AddSeaworthy();
        },
        app => app.UseSeaworthy(),
        ("REDIS_URL", server.Url.ToString()));

    private static async Task<(HttpStatusCode, string?, string?)> DetailedAsync(TestApp app)
    {
        using var answer = await app.Client.GetAsync("/health/detailed");
        var root = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return (answer.StatusCode, root.GetProperty("status").GetString(), root.GetProperty("checks").GetProperty("redis").GetProperty("status").GetString());
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Patience);
            await Task.Yield();
        }
    }
}
