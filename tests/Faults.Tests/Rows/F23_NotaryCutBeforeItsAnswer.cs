using System.Net;
using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F23: the notary outside has done what it was asked for, and the connection is cut before its answer: who asked cannot know.</summary>
[Trait("Fault", "F23")]
[Trait("Requirement", "R17")]
[Trait("Server", "PostgreSQL")]
public sealed class F23_NotaryCutBeforeItsAnswer(ITestOutputHelper output) : IDisposable
{
    private const string Notice = "notice";
    private const string Remark = "remark";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task What_has_a_key_is_sent_again_and_done_once_and_what_has_none_is_not_sent_again()
    {
        await using var run = new FaultRun("F23", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database);
        var (ofServer, remarks) = bank.OwnLinkToNotary();
        var (ofWorker, notices) = bank.OwnLinkToNotary();
        await Task.WhenAll(bank.ServeAsync("Seaworthy:Jobs:Enabled=false", ofServer), bank.WorkAsync(ofWorker));
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.UntilAcknowledgedAsync(10);

        var drawn = Schedule.Draw(run.Random, FaultRun.IsDeep ? 40 : 12, targets: 10, after: 200, (0, 0), Notice, Notice, Remark);
        IReadOnlyList<Stroke> strokes = [.. drawn, drawn[^1] with { Fault = Notice }, drawn[^1] with { Fault = Remark }];
        await run.StrikeAsync(strokes, stroke => stroke.Fault == Notice ? CutNoticeAsync(notices, stroke.Target) : CutRemarkAsync(run, bank, remarks));

        await run.JudgeAsync(bank, depositors);
        bank.Notary.Repeated.ShouldBeGreaterThanOrEqualTo(strokes.Count(stroke => stroke.Fault == Notice), "a notice that was cut was not sent again");
        bank.Notary.Remarks.Count().ShouldBe(strokes.Count(stroke => stroke.Fault == Remark), "a remark without a key was sent again");
        run.Done();
    }

    private static Task CutNoticeAsync(FaultProxy link, int after)
    {
        var trap = new Trap(WireMark.NotaryAnswered, after, isForwarded: false);
        link.Trap = trap;
        return trap.Sprung.WaitAsync(Patience);
    }

    // Whoever asked is told that nobody knows.
    private async Task CutRemarkAsync(FaultRun run, Bank bank, FaultProxy link)
    {
        link.Trap = new(WireMark.NotaryAnswered, after: 0, isForwarded: false);
        using var answer = await _client.PostAsync(new Uri(bank.Addresses[0], $"/savings/remarks/{Guid.NewGuid():N}"), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway, $"SEAWORTHY_SEED={run.Seed}");
    }
}
