using System.Buffers;
using Microsoft.Extensions.Logging;
using Seaworthy.Leaks;

namespace Seaworthy.Observability.Logs;

/// <summary>
/// Takes lines from any thread without making it wait, and writes them from a thread of its own, so that a starved thread
/// pool can still be read about. When the reader of standard output is too slow the ring fills: lines are then dropped,
/// counted, and told in a line of their own.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    // Each wake of the thread costs the request that does it a system call, so it stays awake this long after a line.
    private const int LingerMs = 10;

    // Enough for a full ring on a slow disk; a blocked pipe must not keep the process from ending.
    private const int LongestFlushMs = 3000;
    private const int ChunkBytes = 32 * 1024;

    private readonly LogRing _ring;
    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private readonly LogJson _json;
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEvent _stop = new(false);
    private readonly Thread _thread;
    private int _parked;
    private int _stopped;
    private long _dropped;
    private long _told;
    private long _toldMasked;

    public LogWriter(LogOutput output, int capacity, TimeProvider time, LeakMask? mask = null)
    {
        _json = new LogJson(mask);
        _ring = new LogRing(capacity);
        _stream = output.Stream;
        _time = time;
        _thread = new Thread(Run) { IsBackground = true, Name = "Seaworthy log" };
        _thread.Start();
        AppDomain.CurrentDomain.UnhandledException += OnCrash;
    }

    /// <summary>Lines that found the ring full, that the output refused, or that hold a value which throws.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public DateTimeOffset Now => _time.GetUtcNow();

    public void Add(in LogLine line)
    {
        if (!_ring.TryAdd(line))
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        // The line must be visible before the flag is read, or it could lie there until the next one comes.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _parked) == 1 && Interlocked.Exchange(ref _parked, 0) == 1)
        {
            _wake.Set();
        }
    }

    /// <summary>Writes what was added so far and ends the thread. Safe twice.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException -= OnCrash;
            _stop.Set();
            _wake.Set();
            _thread.Join(LongestFlushMs);
        }
    }

    private void OnCrash(object sender, UnhandledExceptionEventArgs e) => Dispose();

    private void Run()
    {
        while (true)
        {
            // Read before the ring: what was added before the stop is then still written.
            var last = _stop.WaitOne(0);
            WriteAll();
            if (last)
            {
                _json.Dispose();
                return;
            }

            if (!_stop.WaitOne(LingerMs) && !_ring.HasLine)
            {
                Park();
            }
        }
    }

    private void Park()
    {
        Interlocked.Exchange(ref _parked, 1);
        if (_ring.HasLine)
        {
            Volatile.Write(ref _parked, 0);
            return;
        }

        _wake.WaitOne();
    }

    private void WriteAll()
    {
        while (_ring.TryTake(out var line))
        {
            if (!_json.TryAppend(line))
            {
                Interlocked.Increment(ref _dropped);
            }

            if (_json.Written.Length >= ChunkBytes)
            {
                Send();
            }
        }

        Tell(LogLevel.Warning, new(EventIds.LogLinesDropped, nameof(EventIds.LogLinesDropped)), "dropped", Dropped, ref _told,
            "log lines were dropped: whatever reads standard output is too slow, or a value in them cannot be read");
        Tell(LogLevel.Error, new(EventIds.LogSecretsMasked, nameof(EventIds.LogSecretsMasked)), "masked", _json.Masked, ref _toldMasked,
            "secrets were masked in the lines above: whoever writes them must leave them out");
        Send();
    }

    private void Tell(LogLevel level, EventId id, string member, long count, ref long told, string what)
    {
        if (count == told)
        {
            return;
        }

        _json.TryAppend(new LogLine
        {
            At = Now,
            Level = level,
            Category = "Seaworthy.Observability",
            Event = id,
            Message = $"{count - told} {what}",
            Members = [new(member, count - told), new($"{member}_total", count)],
        });
        told = count;
    }

    private void Send()
    {
        if (_json.Written.IsEmpty)
        {
            return;
        }

        try
        {
            _stream.Write(_json.Written);
            _stream.Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException)
        {
            // Nobody reads any more (a closed pipe). The metric still says so.
            Interlocked.Add(ref _dropped, _json.Lines);
            _told += _json.Lines;
        }

        _json.Clear();
    }
}
