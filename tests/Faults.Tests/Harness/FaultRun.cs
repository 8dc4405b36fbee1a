using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Harness;

/// <summary>
/// One run of a row of the fault matrix: first safety, while faults strike, then liveness: all is healed and must come to rest, and nothing is lost and nothing is
/// there twice. SEAWORTHY_SEED repeats a run; SEAWORTHY_FAULTS_CSV names a file that gets a line of it.
/// </summary>
internal sealed class FaultRun : IAsyncDisposable
{
    // Clients, the notary and the links to servers share the pool's threads. The test platform holds two of them from the beginning to the end, and on two processors the pool looks on for half a
    // second and more before it makes another one: meanwhile nobody would hear an answer, and the bank would be called slow.
    private const int Threads = 16;

    private readonly string _row;
    private readonly ITestOutputHelper _output;
    private readonly List<(string What, double Ms)> _measured = [];
    private bool _isDone;

    /// <param name="row">F1 to F32.</param>
    /// <param name="output">The test's.</param>
    public FaultRun(string row, ITestOutputHelper output)
    {
        (_row, _output) = (row, output);
        ThreadPool.SetMinThreads(Threads, Threads);
        Seed = int.TryParse(Environment.GetEnvironmentVariable("SEAWORTHY_SEED"), CultureInfo.InvariantCulture, out var given) ? given : RandomNumberGenerator.GetInt32(1_000_000);
        Random = new(Seed);
        History = new(Path.Combine(Path.GetTempPath(), $"seaworthy-{row}-{Seed}-{Guid.NewGuid():N}.history"));
        output.WriteLine($"{row}: SEAWORTHY_SEED={Seed}");
    }

    public int Seed { get; }

    /// <summary>All that is drawn for this run is drawn from it.</summary>
    public Random Random { get; }

    public History History { get; }

    /// <summary>Whether this is a run of <c>./test deep faults</c>: longer, and with bounds on time.</summary>
    public static bool IsDeep => Environment.GetEnvironmentVariable("SEAWORTHY_FAULTS_DEEP") is not null;

    /// <summary>Lets the strokes of a schedule fall, each told before.</summary>
    public async Task StrikeAsync(IReadOnlyList<Stroke> schedule, Func<Stroke, Task> strike)
    {
        _output.WriteLine(string.Join('\n', schedule));
        foreach (var stroke in schedule)
        {
            await Task.Delay(stroke.After);
            History.Note($"STROKE {stroke}");
            await strike(stroke);
        }

        History.Note("HEALED");
    }

    /// <summary>Keeps how long something took, for the report.</summary>
    public void Measure(string what, double ms) => _measured.Add((what, ms));

    /// <summary>Keeps how long something took, which must not be longer than a bound.</summary>
    public void Within(string what, double ms, double boundMs)
    {
        Measure(what, ms);
        ms.ShouldBeLessThan(boundMs, $"{what}, {_row} SEAWORTHY_SEED={Seed}");
    }

    /// <summary>Waits for what must come, and keeps how long it took; what does not come is a violation, and the run goes on.</summary>
    public async Task ExpectAsync(string what, TimeSpan patience, Func<Task<bool>> hasCome)
    {
        try
        {
            Measure(what, await Until.Async(what, patience, hasCome));
        }
        catch (InvalidOperationException late)
        {
            History.Violate(late.Message);
        }
    }

    /// <summary>The end: clients get their answers, the bank comes to rest, and all is counted.</summary>
    public async Task JudgeAsync(Bank bank, Depositors? depositors = null, TimeSpan? patience = null)
    {
        var healed = Stopwatch.GetTimestamp();
        await (depositors?.StopAsync() ?? Task.CompletedTask);
        Measure("answered", Stopwatch.GetElapsedTime(healed).TotalMilliseconds);
        try
        {
            await bank.SettleAsync(patience ?? TimeSpan.FromSeconds(30));
        }
        catch (InvalidOperationException restless)
        {
            History.Violate(restless.Message);
        }

        Measure("settled", Stopwatch.GetElapsedTime(healed).TotalMilliseconds);
        var verdict = await Verdict.OfAsync(History, bank.Books, bank.Notary);
        _output.WriteLine($"{History.Acknowledged.Count} acknowledged, {History.Unknown.Count} never known, {History.Failed.Unanswered} unanswered, {History.Failed.Refused} refused, "
            + $"{bank.Notary.Repeated} notices were repeated; " + string.Join(", ", _measured.Select(one => $"{one.What} {one.Ms:0} ms")));
        Report(verdict);
        if (!verdict.IsGood)
        {
            foreach (var node in bank.Nodes)
            {
                _output.WriteLine($"--- {node.Name}\n{string.Join('\n', node.Log.TakeLast(60))}");
            }

            Assert.Fail($"{_row} SEAWORTHY_SEED={Seed}, history in {History.Path}\n{verdict}");
        }
    }

    /// <summary>The last that a row says: nothing is left to check, and nobody needs the history.</summary>
    public void Done() => _isDone = true;

    public async ValueTask DisposeAsync()
    {
        await History.DisposeAsync();
        if (_isDone)
        {
            File.Delete(History.Path);
        }
    }

    private void Report(Verdict verdict)
    {
        if (Environment.GetEnvironmentVariable("SEAWORTHY_FAULTS_CSV") is { } file)
        {
            var measured = string.Join(' ', _measured.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.What}={one.Ms:0}")));
            File.AppendAllText(file, $"{_row},{Seed},{History.Acknowledged.Count},{History.Unknown.Count},{History.Failed.Unanswered},{History.Failed.Refused},"
                + $"{verdict.Lost.Count},{verdict.Doubled.Count},{verdict.Wrong.Count},{measured}\n");
        }
    }
}
