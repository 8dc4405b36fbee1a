using System.Diagnostics;
using System.Net;
using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F32: the links to PostgreSQL, Redis, RabbitMQ and the notary are clogged one after the other, so that what is sent waits, and are free again in another order.</summary>
[Collection(SharedBrokerTests.Name)]
[Trait("Fault", "F32")]
[Trait("Requirement", "R23")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
[Trait("Server", "RabbitMQ")]
public sealed class F32_AllClogged(SharedBroker broker, ITestOutputHelper output)
{
    private const string Clog = "clog";
    private const string Free = "free";
    private const int Deposits = 20;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(FaultRun.IsDeep ? 10 : 30);

    // A notary that is back is asked again soon.
    private const string Notary = "Seaworthy:Resilience:Clients:notary=attempt=1s deadline=3s break=500ms break-max=1s";

    [Fact]
    public async Task All_comes_to_rest_soon_after_the_last_is_free_and_nothing_is_lost_or_doubled_or_old()
    {
        await using var run = new FaultRun("F32", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var host = await VirtualHost.OpenAsync(broker.Server);
        await using FaultProxy toBroker = host.Link(), toRedis = new(() => new(IPAddress.Loopback, RedisServer.Shared().Url.Port));
        await using var bank = await Bank.OpenAsync(
            database, [.. SilentServer.Settings, host.Through(toBroker), $"Seaworthy:Redis:Url=redis://127.0.0.1:{toRedis.Port}", "Seaworthy:RateLimiting:Store=Redis", Notary]);
        var (setting, toNotary) = bank.OwnLinkToNotary();
        await Task.WhenAll(bank.ServeAsync(setting), bank.ServeAsync(setting));
        FaultProxy[] links = [bank.ToDatabase!, toRedis, toBroker, toNotary];
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        await using (new Readers(run.Seed, bank.Addresses, depositors, run.History) { MayBeRefused = true })
        {
            depositors.Start();
            await depositors.WarmAsync();
            for (var round = 0; round < (FaultRun.IsDeep ? 4 : 1); round++)
            {
                await run.StrikeAsync(Draw(run.Random, links.Length), stroke => StrikeAsync(links[stroke.Target], stroke.Fault));
                var healed = Stopwatch.GetTimestamp();
                await depositors.UntilAcknowledgedAsync(Deposits);
                run.Within("deposits again", Stopwatch.GetElapsedTime(healed).TotalMilliseconds, Bound.TotalMilliseconds);
            }
        }

        if (FaultRun.IsDeep)
        {
            links.ShouldAllBe(link => link.Waited > 0, $"a link that nothing waited for, SEAWORTHY_SEED={run.Seed}");
        }

        await run.JudgeAsync(bank, depositors, Bound);
        run.Done();
    }

    private static Task StrikeAsync(FaultProxy link, string fault)
    {
        if (fault == Clog)
        {
            link.Clog();
        }
        else
        {
            link.Unclog();
        }

        return Task.CompletedTask;
    }

    // Each link once in an order, and once more in another.
    private static IReadOnlyList<Stroke> Draw(Random random, int links)
    {
        var drawn = Schedule.Draw(random, 2 * links, 1, FaultRun.IsDeep ? 2000 : 600, (0, 0), Clog);
        int[] order = [.. Order(), .. Order()];
        return [.. drawn.Select((stroke, n) => stroke with { Target = order[n], Fault = n < links ? Clog : Free })];

        IEnumerable<int> Order() => Enumerable.Range(0, links).OrderBy(_ => random.Next());
    }
}
