namespace Seaworthy.Bench;

/// <summary>
/// wrk ends when its time is over, whether the first answers have come or not, and a slow machine may need longer than that
/// for the first 64 pages that count a million rows. A run without an answer is then made again, three times as long.
/// </summary>
internal static class Patience
{
    // 5, 15, 45 and 135 seconds: the last outlasts wrk's own timeout of a minute, so what never answers is an error there.
    private const int MostRuns = 4;

    /// <param name="row">What runs, for messages.</param>
    /// <param name="seconds">How long the first run is.</param>
    /// <param name="run">Runs for so many seconds; null when there was no answer.</param>
    /// <exception cref="InvalidOperationException">There never was an answer.</exception>
    public static async Task<T> UntilAnsweredAsync<T>(string row, int seconds, Func<int, Task<T?>> run)
        where T : struct
    {
        for (var runs = 1; ; runs++, seconds *= 3)
        {
            if (await run(seconds) is { } answered)
            {
                return answered;
            }

            if (runs == MostRuns)
            {
                throw new InvalidOperationException($"{row}: no answer in {seconds} s");
            }

            Console.Error.WriteLine($"{row}: no answer in {seconds} s, once more for {seconds * 3} s");
        }
    }
}
