using System.Diagnostics;

namespace Seaworthy.Faults.Harness;

/// <summary>Waits for what must come.</summary>
internal static class Until
{
    /// <returns>Milliseconds that it took.</returns>
    /// <exception cref="InvalidOperationException">It did not come; the message says what.</exception>
    public static async Task<double> Async(string what, TimeSpan patience, Func<Task<bool>> hasCome)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await hasCome())
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new InvalidOperationException($"{what} did not come within {patience.TotalSeconds} s");
            }

            await Task.Delay(10);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
