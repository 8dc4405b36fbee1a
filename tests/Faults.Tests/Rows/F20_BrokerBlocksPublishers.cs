using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F20: RabbitMQ is short of memory or disk and reads no more from whoever publishes.</summary>
[Collection(SharedBrokerTests.Name)]
[Trait("Fault", "F20")]
[Trait("Requirement", "R23")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "RabbitMQ")]
public sealed class F20_BrokerBlocksPublishers(SharedBroker broker, ITestOutputHelper output)
{
    // Threads come and go; those that were blocked would come and not go.
    private const int MoreThreads = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Acknowledgements are read at once; the rest is what it takes to ask how long a queue is. A connection that publishes too is not read before the relay gives up, after 8 s.
    private static readonly TimeSpan EmptyAfter = TimeSpan.FromSeconds(FaultRun.IsDeep ? 3 : 6);

    [Fact]
    public async Task Events_wait_and_consumers_go_on_and_whoever_deposits_does_not_notice()
    {
        await using var run = new FaultRun("F20", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var host = await VirtualHost.OpenAsync(broker.Server);
        await using var bank = await Bank.OpenAsync(database, host.Setting);
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.WarmAsync();
        await using (var unaffected = new Unaffected(run, bank.Addresses))
        {
            await run.StrikeAsync(Schedule.Draw(run.Random, 1, 1, 1500, FaultRun.IsDeep ? (1000, 8000) : (500, 1000), "memory", "disk"), async stroke =>
            {
                unaffected.FaultBegins();
                var threads = bank.Nodes.Select(node => node.Threads).ToList();
                try
                {
                    // Consumers have something in hand when it begins.
                    await using (await bank.Books.HoldAsync("inbox"))
                    {
                        await BreakAsync(stroke.Fault);
                        await run.ExpectAsync("blocked", Patience, async () => (await bank.Books.LeftAsync()).Events > 20);
                    }

                    await run.ExpectAsync("queue emptied while publishers are blocked", EmptyAfter, async () => await host.CountAsync(VirtualHost.Book) == 0);
                    await Task.Delay(stroke.For);
                    unaffected.FaultEnds();
                    await WaitsAsync(run, bank, threads);
                }
                finally
                {
                    await MendAsync();
                }
            });
        }

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }

    private async Task WaitsAsync(FaultRun run, Bank bank, List<int> threads)
    {
        var (waiting, more) = ((await bank.Books.LeftAsync()).Events, bank.Nodes.Select((node, n) => node.Threads - threads[n]).Max());
        output.WriteLine($"{waiting} events waited, {more} threads more than before");
        if (waiting == 0)
        {
            run.History.Violate("no event waited while publishers were blocked");
        }

        if (more > MoreThreads)
        {
            run.History.Violate($"a process has {more} threads more while publishers are blocked");
        }
    }

    private Task<string> BreakAsync(string fault) => fault == "memory"
        ? broker.Server.ControlAsync("set_vm_memory_high_watermark", "absolute", "1MB")
        : broker.Server.ControlAsync("set_disk_free_limit", "1000000GB");

    // As tests/servers/rabbitmq.sh has set it.
    private async Task MendAsync()
    {
        await broker.Server.ControlAsync("set_vm_memory_high_watermark", "absolute", "512MB");
        await broker.Server.ControlAsync("set_disk_free_limit", "50MB");
    }
}
