namespace Seaworthy.Faults.Harness;

/// <summary>Until it is disposed, the clients run on all processors but the one that is left to a process of the bank. On a machine with one there is nothing to divide.</summary>
internal sealed class OtherProcessors : IAsyncDisposable
{
    /// <summary>The processor that they leave.</summary>
    public const string Left = "0";

    private readonly int _last = Environment.ProcessorCount - 1;

    private OtherProcessors()
    {
    }

    public static async Task<OtherProcessors> TakeAsync()
    {
        var taken = new OtherProcessors();
        if (taken._last > 0)
        {
            await Processes.KeepToAsync($"1-{taken._last}", Environment.ProcessId);
        }

        return taken;
    }

    public async ValueTask DisposeAsync() => await Processes.KeepToAsync($"0-{_last}", Environment.ProcessId);
}
