using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Hosting;

/// <summary>
/// The order of stopping (R18): not ready, a grace period in which load balancers notice while everybody is still served,
/// then the server closes its door and finishes what is in flight. Runs before any other hosted service stops.
/// </summary>
internal sealed class DrainOnStop : IHostedLifecycleService, IDisposable
{
    private readonly DrainStage _stage;
    private readonly DrainOptions _options;
    private readonly TimeProvider _time;
    private readonly TimeSpan _grace;
    private readonly ILogger<DrainOnStop> _log;
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private string _signal = "Stop";

    public DrainOnStop(DrainStage stage, DrainOptions options, IHostEnvironment environment, TimeProvider time, ILogger<DrainOnStop> log)
    {
        _stage = stage;
        _options = options;
        _time = time;
        _grace = GraceOf(options, environment);
        _log = log;
    }

    public static TimeSpan GraceOf(DrainOptions options, IHostEnvironment environment) => TimeSpan.FromMilliseconds(
        options.GraceMs ?? (environment.IsProduction() || environment.IsStaging() ? 5000 : 0));

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Only to know its name, and to end the grace period when it comes twice; the host decides to stop.
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _stage.Start();
        Log.DrainStarted(_log, _signal, (long)_grace.TotalMilliseconds, _stage.InFlight);
        if (_grace > TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_hurry.Token, cancellationToken);
            await Task.Delay(_grace, _time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Log.DrainEnded(_log, _stage.Served, _stage.InFlight, _options.TimeoutMs);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_stage.IsDraining)
        {
            _hurry.Cancel();
        }

        _signal = context.Signal.ToString();
    }
}
