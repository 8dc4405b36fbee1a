namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>A calendar that goes on when a test says so; stopwatches and timers are the real ones.</summary>
internal sealed class HeldTime : TimeProvider
{
    private long _ticks = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
