using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>User and system time as the kernel counts it, in steps of 10 ms.</summary>
internal static class CpuTime
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    public static TimeSpan Of(int pid) => Read($"/proc/{pid}/stat").Time;

    /// <summary>All children of a process: PostgreSQL has one per connection.</summary>
    public static TimeSpan OfChildren(int pid)
    {
        var sum = TimeSpan.Zero;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Read(Path.Combine(folder, "stat")) is var (parent, time) && parent == pid)
            {
                sum += time;
            }
        }

        return sum;
    }

    // The name in brackets may hold blanks, so the fields are counted from its end.
    private static (int Parent, TimeSpan Time) Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), TimeSpan.FromSeconds(ticks / TicksPerSecond));
        }
        catch (IOException)
        {
            return (-1, TimeSpan.Zero); // ended meanwhile
        }
    }
}
