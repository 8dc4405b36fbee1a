using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Harness;

/// <summary>
/// What clients asked for and were told, written down by the process that is never a fault's target; what was promised is known from here and never from the bank.
/// </summary>
internal sealed class History : IAsyncDisposable
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly StreamWriter _file;
    private int _unanswered;
    private int _refused;

    public History(string path) => (Path, _file) = (path, new(path) { AutoFlush = true });

    public string Path { get; }

    /// <summary>Deposits that were acknowledged: what was asked for, and what was answered, byte for byte.</summary>
    public ConcurrentDictionary<string, (NewDeposit Asked, string Answer)> Acknowledged { get; } = new();

    /// <summary>Deposits that a client has given up on without knowing: there once, or not at all.</summary>
    public ConcurrentDictionary<string, bool> Unknown { get; } = new();

    /// <summary>What no fault excuses.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>How long deposits took to be answered.</summary>
    public AnswerTimes Times { get; } = new();

    /// <summary>Requests that had no answer, and those that were refused with one that says so.</summary>
    public (int Unanswered, int Refused) Failed => (_unanswered, _refused);

    public void Note(string what)
    {
        lock (_gate)
        {
            _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_started).TotalMilliseconds,9:0.0} {what}"));
        }
    }

    public void Unanswer(string name, string why)
    {
        Interlocked.Increment(ref _unanswered);
        Note($"unanswered {name}: {why}");
    }

    public void Refuse(string name, string how)
    {
        Interlocked.Increment(ref _refused);
        Note($"refused {name}: {how}");
    }

    public void Violate(string what)
    {
        Violations.Enqueue(what);
        Note($"VIOLATION {what}");
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
