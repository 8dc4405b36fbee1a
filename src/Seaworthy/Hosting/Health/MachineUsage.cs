using System.Globalization;

namespace Seaworthy.Hosting.Health;

/// <summary>
/// How full the machine is, in percent. Nothing here waits: processor time is compared with the reading before, so a probe
/// costs microseconds and not the second that the document's own sample takes.
/// </summary>
internal sealed class MachineUsage(string folder)
{
    private const string ProcessorFile = "/proc/stat";
    private const string MemoryFile = "/proc/meminfo";
    private readonly Lock _lock = new(); // guards the two below
    private (long Busy, long Total) _before;
    private double _processor;

    /// <summary>Of the memory that the process may use: the container's limit where there is one.</summary>
    public static double Memory()
    {
        var memory = GC.GetGCMemoryInfo();
        return memory.MemoryLoadBytes > 0 // known after the first collection only
            ? Percent(memory.MemoryLoadBytes, memory.TotalAvailableMemoryBytes)
            : FromMemoryFile() ?? Percent(Environment.WorkingSet, memory.TotalAvailableMemoryBytes);
    }

    /// <summary>Of all processors, since somebody last asked.</summary>
    public double Processor()
    {
        lock (_lock)
        {
            var now = ReadProcessor();
            if (now.Total > _before.Total)
            {
                _processor = Percent(now.Busy - _before.Busy, now.Total - _before.Total);
                _before = now;
            }

            return _processor;
        }
    }

    /// <summary>Of the disk that holds the application; null when it cannot be asked.</summary>
    public double? Disk()
    {
        try
        {
            var drive = new DriveInfo(folder);
            return Percent(drive.TotalSize - drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static (long Busy, long Total) ReadProcessor()
    {
        if (!File.Exists(ProcessorFile))
        {
            var own = Environment.CpuUsage.TotalTime.Ticks;
            return (own, Environment.TickCount64 * TimeSpan.TicksPerMillisecond * Environment.ProcessorCount);
        }

        // "cpu  user nice system idle iowait irq softirq steal …"
        using var file = new StreamReader(ProcessorFile);
        long[] ticks = [.. file.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        var total = ticks.Sum();
        return (total - ticks[3] - ticks[4], total);
    }

    private static double? FromMemoryFile()
    {
        if (!File.Exists(MemoryFile))
        {
            return null;
        }

        var kilobytes = File.ReadLines(MemoryFile).Take(10).Select(line => line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));
        var total = kilobytes["MemTotal"];
        return Percent(total - kilobytes.GetValueOrDefault("MemAvailable"), total);
    }

    private static double Percent(long part, long whole) => whole <= 0 ? 0 : Math.Round(Math.Clamp(100.0 * part / whole, 0, 100), 1);
}
