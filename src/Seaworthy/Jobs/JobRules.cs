using System.Globalization;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Jobs;

/// <summary>What settings of jobs must be together.</summary>
internal static class JobRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var jobs = options.Jobs;
        if (jobs.LostAfterMs < 3 * jobs.HeartbeatMs)
        {
            yield return new("Jobs:LostAfterMs", $"{jobs.LostAfterMs}", $"must be three times Jobs:HeartbeatMs ({jobs.HeartbeatMs}) at least, or a process that is a little late is taken for dead");
        }

        foreach (var (queue, most) in jobs.Queues.Where(queue => !IsNumber(queue.Value)))
        {
            yield return new($"Jobs:Queues:{queue}", most, "must be between 0 and 1000");
        }
    }

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1000;
}
