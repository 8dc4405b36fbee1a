using Seaworthy.Faults.Harness;
using Seaworthy.Faults.Subject;
using Seaworthy.RabbitMq;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>
/// F21: the consumer's queue is deleted while deposits are made, and there are events that no queue ever took. Whoever deletes a queue deletes what is in it, which nobody can
/// bring back: it is unbound first and empty when it goes, and what is published from then on has nowhere to go.
/// </summary>
[Collection(SharedBrokerTests.Name)]
[Trait("Fault", "F21")]
[Trait("Requirement", "R22")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "RabbitMQ")]
public sealed class F21_NoQueueTakesAnEvent(SharedBroker broker, ITestOutputHelper output)
{
    private const string Waiting = "select count(*) from savings.outbox where contract like '%forgotten%'";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_no_queue_takes_is_told_and_kept_and_sent_in_its_order_when_there_is_one()
    {
        await using var run = new FaultRun("F21", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var host = await VirtualHost.OpenAsync(broker.Server);
        await using var bank = await Bank.OpenAsync(database, host.Setting, "Savings:Forgotten=on");
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await TellsAsync(run, bank, SavingsModule.Forgotten.Name, [.. bank.Nodes.Select(_ => 0)]);
        await depositors.WarmAsync();

        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 2 : 1, 1, 1000, (0, 0), "delete the queue"), async _ =>
        {
            // The one before has deleted it too. Each consumer declares and binds it, and none may do so once it is unbound here.
            await run.ExpectAsync("consumers", Patience, async () => await host.ConsumersAsync(VirtualHost.Book) == bank.Nodes.Count);
            await using var connection = await host.ConnectAsync();
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueUnbindAsync(VirtualHost.Book, Topology.Events, SavingsModule.Deposited.Name);
            await TellsAsync(run, bank, SavingsModule.Deposited.Name, [.. bank.Nodes.Select(node => node.Lines)]);
            await run.ExpectAsync("empty queue", Patience, async () => await channel.MessageCountAsync(VirtualHost.Book) == 0);
            await channel.QueueDeleteAsync(VirtualHost.Book, ifUnused: false, ifEmpty: false);
        });

        await using var late = await Witness.OpenAsync(host, SavingsModule.Forgotten.Name);
        await depositors.StopAsync();
        var deposits = (await bank.Books.DepositsAsync()).Count;
        await run.ExpectAsync("forgotten events taken", Patience, () => Task.FromResult(late.Events == deposits));
        await run.ExpectAsync("empty outbox", Patience, async () => (await bank.Books.ReadAsync(Waiting, row => row.GetInt64(0)))[0] == 0);
        foreach (var account in late.OutOfOrder())
        {
            run.History.Violate($"forgotten events of {account} were sent out of order");
        }

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }

    // What was logged before may have been of another time.
    private static Task TellsAsync(FaultRun run, Bank bank, string contract, IReadOnlyList<int> since) => run.ExpectAsync(
        $"line that no queue takes {contract}",
        Patience,
        () => Task.FromResult(bank.Nodes.Where((node, n) => node.LogAfter(since[n]).Any(line => line.Contains($"no queue takes {contract}", StringComparison.Ordinal))).Any()));
}
