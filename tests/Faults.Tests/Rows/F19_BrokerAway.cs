using System.Globalization;
using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F19: RabbitMQ is stopped, killed with -9 or frozen for a while; SEAWORTHY_BROKER_AWAY_MS says for how long.</summary>
[Collection(SharedBrokerTests.Name)]
[Trait("Fault", "F19")]
[Trait("Requirement", "R23")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "RabbitMQ")]
public sealed class F19_BrokerAway(SharedBroker broker, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly (int Least, int Most) AwayMs = int.TryParse(Environment.GetEnvironmentVariable("SEAWORTHY_BROKER_AWAY_MS"), CultureInfo.InvariantCulture, out var given) ? (given, given)
        : FaultRun.IsDeep ? (1000, 8500) : (800, 1500);

    [Fact]
    public async Task Whoever_deposits_does_not_notice_and_all_events_come_later_in_their_order()
    {
        await using var run = new FaultRun("F19", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var host = await VirtualHost.OpenAsync(broker.Server);
        await using var bank = await Bank.OpenAsync(database, host.Setting);
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.WarmAsync();

        // A node that is killed in the first moments of a queue forgets that there was one: what it knows of queues is written down a little later.
        await broker.Server.ControlAsync("eval", "[dets:sync(T) || T <- dets:all()], mnesia:sync_log().");
        await using (var unaffected = new Unaffected(run, bank.Addresses))
        {
            await run.StrikeAsync(Schedule.Draw(run.Random, 1, 1, 1500, AwayMs, "stop", "kill", "freeze"), async stroke =>
            {
                unaffected.FaultBegins();
                await BreakAsync(stroke.Fault);
                await Task.Delay(stroke.For);
                unaffected.FaultEnds();
                await WaitsAsync(run, bank);
                await MendAsync(stroke.Fault);
            });
            await depositors.StopAsync();
            await run.ExpectAsync("drained", Patience + TimeSpan.FromMilliseconds(AwayMs.Most), async () => await bank.Books.LeftAsync() == (0, 0, 0));
        }

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }

    private async Task WaitsAsync(FaultRun run, Bank bank)
    {
        var waiting = (await bank.Books.LeftAsync()).Events;
        output.WriteLine($"{waiting} events waited");
        if (waiting == 0)
        {
            run.History.Violate("no event waited while RabbitMQ was away");
        }
    }

    private Task BreakAsync(string fault) => fault switch
    {
        "stop" => broker.Server.StopAsync(),
        "kill" => broker.Server.KillAsync(),
        _ => broker.Server.FreezeAsync(),
    };

    private Task MendAsync(string fault) => fault == "freeze" ? broker.Server.GoOnAsync() : broker.Server.StartAgainAsync();
}
