using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>User and system time as the kernel counts it, in steps of 10 ms.</summary>
internal static class CpuTime
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    public static TimeSpan Of(int pid) => Read($"/proc/{pid}/stat").Time;

    /// <summary>All children of a process, those that have ended included: PostgreSQL has one per connection.</summary>
    public static TimeSpan OfChildren(int pid)
    {
        var sum = Read($"/proc/{pid}/stat").Ended;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Read(Path.Combine(folder, "stat")) is var (parent, time, _) && parent == pid)
            {
                sum += time;
            }
        }

        return sum;
    }

    // The name in brackets may hold blanks, so the fields are counted from its end.
    private static (int Parent, TimeSpan Time, TimeSpan Ended) Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), Time(fields[11], fields[12]), Time(fields[13], fields[14]));
        }
        catch (IOException)
        {
            return (-1, TimeSpan.Zero, TimeSpan.Zero); // ended meanwhile
        }
    }

    private static TimeSpan Time(string user, string system) => TimeSpan.FromSeconds(
        (long.Parse(user, CultureInfo.InvariantCulture) + long.Parse(system, CultureInfo.InvariantCulture)) / TicksPerSecond);
}
