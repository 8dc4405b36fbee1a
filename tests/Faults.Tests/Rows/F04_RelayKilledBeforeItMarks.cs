using Seaworthy.Faults.Harness;
using Seaworthy.Faults.Subject;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F4: the process that sends events is killed with -9 when RabbitMQ has confirmed some and it has not heard so: they wait in the outbox, and are in the queue.</summary>
[Collection(SharedBrokerTests.Name)]
[Trait("Fault", "F4")]
[Trait("Requirement", "R22")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "RabbitMQ")]
public sealed class F04_RelayKilledBeforeItMarks(SharedBroker broker, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_was_confirmed_and_not_marked_is_sent_again_and_is_in_the_book_once()
    {
        await using var run = new FaultRun("F4", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var host = await VirtualHost.OpenAsync(broker.Server);
        await using FaultProxy first = host.Link(), second = host.Link();
        await using var witness = await Witness.OpenAsync(host, SavingsModule.Deposited.Name);
        await using var bank = await Bank.OpenAsync(database);
        await Task.WhenAll(bank.ServeAsync(host.Through(first)), bank.ServeAsync(host.Through(second)));
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        var strokes = Schedule.Draw(run.Random, FaultRun.IsDeep ? 4 : 2, 12, 500, (0, 0), "kill at a confirmation after so many");

        await run.StrikeAsync(strokes, async stroke =>
        {
            // Both send, in turns: whoever hears of a confirmation first does not hear of it.
            var killed = new TaskCompletionSource<Node>(TaskCreationOptions.RunContinuationsAsynchronously);
            var traps = bank.Nodes.Select(node => new Trap(WireMark.Confirmed, stroke.Target, isForwarded: false, () => killed.TrySetResult(node) ? node.KillAsync() : Task.CompletedTask)).ToArray();
            (first.Trap, second.Trap) = (traps[0], traps[1]);
            var node = await killed.Task.WaitAsync(Patience);
            (first.Trap, second.Trap) = (null, null);
            await traps[bank.Nodes.ToList().IndexOf(node)].Sprung.WaitAsync(Patience);
            await node.StartAsync();
            run.Measure("restart", node.StartMs);
        });

        await depositors.StopAsync();
        var deposits = (await bank.Books.DepositsAsync()).Count;
        await run.ExpectAsync("all sent", Patience, async () => witness.Events == deposits && (await bank.Books.LeftAsync()).Events == 0);
        if (witness.Repeated < strokes.Count)
        {
            run.History.Violate($"{strokes.Count} processes died with confirmed events that were not marked, and only {witness.Repeated} were sent again");
        }

        foreach (var account in witness.OutOfOrder())
        {
            run.History.Violate($"events of {account} were sent out of order");
        }

        output.WriteLine($"{witness.Repeated} of {deposits} events were sent more than once");
        await run.JudgeAsync(bank, depositors);
        run.Done();
    }
}
