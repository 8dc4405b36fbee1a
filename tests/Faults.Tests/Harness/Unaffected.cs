namespace Seaworthy.Faults.Harness;

/// <summary>
/// The promise that whoever deposits does not notice a fault: from now on nobody is refused or left without an answer, every process is ready, and while the fault lasts answers take
/// no more than twice as long.
/// </summary>
internal sealed class Unaffected(FaultRun run, IReadOnlyList<Uri> nodes) : IAsyncDisposable
{
    // A baseline below it says more of the machine's scheduler than of the bank.
    private static readonly double LeastMs = FaultRun.IsDeep ? 50 : 400;
    private readonly ReadyWatch _ready = new(nodes, run.History);
    private readonly (int Unanswered, int Refused) _failed = run.History.Failed;
    private double _before;

    public void FaultBegins() => _before = run.History.Times.EndPart().P99;

    /// <summary>Before it is healed: what starts again takes the machine's time, which is no fault of whoever answers.</summary>
    public void FaultEnds()
    {
        var (during, slowest) = run.History.Times.EndPart();
        run.Measure("p99 before", _before);
        run.Measure("p99 without", during);
        run.Measure("slowest without", slowest);
        if (during > 2 * Math.Max(_before, LeastMs))
        {
            run.History.Violate($"the 99th percentile of deposits was {during:0} ms during the fault, and {_before:0} ms before");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ready.DisposeAsync();
        var (unanswered, refused) = run.History.Failed;
        if ((unanswered, refused) != _failed)
        {
            run.History.Violate($"{refused - _failed.Refused} deposits were refused and {unanswered - _failed.Unanswered} had no answer");
        }
    }
}
