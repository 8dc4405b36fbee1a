using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Shedding;

/// <summary>Turns the gate while the process serves.</summary>
internal sealed class LoadWatch(LoadGate gate, QueueDelay delay, ILogger<LoadWatch> log) : IHostedService, IDisposable
{
    private const int ProbesOfATurn = 5;
    private static readonly TimeSpan BetweenProbes = LoadGate.Between / ProbesOfATurn;
    private ITimer? _timer;
    private long _turnedAt;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _turnedAt = delay.Time.GetTimestamp();
        _timer = delay.Time.CreateTimer(static watch => ((LoadWatch)watch!).Tick(), this, BetweenProbes, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    // Set anew each time: one that comes late must not have others behind it.
    private void Tick()
    {
        Look();
        _timer?.Change(BetweenProbes, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        // By the clock and not by probes: a process that stood still has one turn behind it and not fifty.
        if (delay.Time.GetElapsedTime(_turnedAt) >= LoadGate.Between)
        {
            _turnedAt = delay.Time.GetTimestamp();
            Told(gate.Turn(delay.Take()));
        }

        delay.Probe();
    }

    private void Told(bool? refuses)
    {
        if (refuses == true)
        {
            Log.Began(log, (long)gate.Waited.TotalMilliseconds);
        }
        else if (refuses == false)
        {
            Log.Ended(log, Enum.GetValues<RequestClass>().Sum(gate.RefusedOf));
        }
    }
}
