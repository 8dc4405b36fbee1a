using System.Diagnostics;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>Waits for what is bound to come.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task UntilAsync(Func<bool> isTrue) => UntilAsync(() => Task.FromResult(isTrue()));

    public static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Patience);
            await Task.Delay(1);
        }
    }
}
