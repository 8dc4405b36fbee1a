using Seaworthy.Hosting.Settings;

namespace Seaworthy.Shedding;

/// <summary>What is refused when there is more to do than the process can.</summary>
public sealed class SheddingOptions
{
    /// <summary>Refuses what matters least (503) while requests wait longer for a thread than <see cref="DelayMs"/>. Default on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Milliseconds that work may wait for a thread. When for a whole second nothing waited less, requests are refused until it does. Default 100: far above what a busy
    /// process shows, far below what callers notice.
    /// </summary>
    [InRange(10, 10_000)]
    public int DelayMs { get; set; } = 100;
}
