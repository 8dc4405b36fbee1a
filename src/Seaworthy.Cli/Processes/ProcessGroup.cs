using System.Globalization;

namespace Seaworthy.Cli.Processes;

/// <summary>Processes that are kept running: who ends is started again, soon at first and then after longer and longer.</summary>
/// <param name="services">Those behind.</param>
/// <param name="gateway">The one in front: it is started last and stopped first.</param>
/// <param name="patience">How long each may take to stop.</param>
/// <param name="terminal">Where is told what becomes of them.</param>
internal sealed class ProcessGroup(IReadOnlyList<ChildProcess> services, ChildProcess gateway, TimeSpan patience, Terminal terminal)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Who has lived for so long has not failed at its start.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    /// <summary>All of them, the one in front first.</summary>
    public IEnumerable<ChildProcess> All => services.Prepend(gateway);

    /// <summary>Starts all of them. Where one does not start, the others are stopped, and the exit code is its.</summary>
    /// <exception cref="OperationCanceledException">Somebody asked to stop before all had started; all that had are stopped.</exception>
    public async Task<int> StartAsync(CancellationToken stop)
    {
        bool[] started;
        try
        {
            started = await Task.WhenAll(services.Select(service => service.StartAsync())).WaitAsync(stop);
            if (started.All(isUp => isUp) && await gateway.StartAsync().WaitAsync(stop))
            {
                return ExitCode.Yes;
            }
        }
        catch (OperationCanceledException)
        {
            await StopAsync();
            throw;
        }

        var failed = services.Zip(started, (service, isUp) => isUp ? null : service).FirstOrDefault(service => service is not null) ?? gateway;
        await StopAsync();
        return failed.ExitCode == ExitCode.Yes ? ExitCode.Environment : failed.ExitCode;
    }

    /// <summary>Keeps them running until somebody asks to stop.</summary>
    public Task KeepAsync(CancellationToken stop) => Task.WhenAll(All.Select(one => KeepAsync(one, stop)));

    /// <summary>No request is lost: nobody comes in any more, and then those behind finish what they do.</summary>
    public async Task StopAsync()
    {
        await gateway.StopAsync(patience);
        await Task.WhenAll(services.Select(service => service.StopAsync(patience)));
    }

    private async Task KeepAsync(ChildProcess one, CancellationToken stop)
    {
        var wait = Shortest;
        while (true)
        {
            var began = TimeProvider.System.GetTimestamp();
            await one.EndAsync().WaitAsync(stop).ContinueWith(_ => { }, TaskScheduler.Default);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            wait = TimeProvider.System.GetElapsedTime(began) > Settled ? Shortest : wait;
            terminal.Progress(string.Create(CultureInfo.InvariantCulture, $"{one.Name} (pid {one.Id}) ended with {one.ExitCode} and is started again in {wait.TotalSeconds:0.#} s"));
            await Task.Delay(wait, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            wait = wait * 2 < Longest ? wait * 2 : Longest;
            if (!stop.IsCancellationRequested && await one.StartAsync())
            {
                terminal.Progress(string.Create(CultureInfo.InvariantCulture, $"{one.Name} (pid {one.Id}) serves again"));
            }
        }
    }
}
