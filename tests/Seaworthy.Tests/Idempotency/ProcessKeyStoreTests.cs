using Seaworthy.Idempotency;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Idempotency;

[Trait("Requirement", "R17")]
public sealed class ProcessKeyStoreTests
{
    private const long MostBytes = 1_000_000;
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_oldest_go_when_answers_take_more_than_they_may()
    {
        var store = new ProcessKeyStore(TimeSpan.FromDays(1), MostBytes, _time);
        for (var n = 0; n < 1000; n++)
        {
            await KeepAsync(store, Claim(n), bytes: 10_000);
        }

        store.Count.ShouldBeInRange(90, 100);
        (await store.ReserveAsync(Claim(0), default)).State.ShouldBe(KeyState.Free);
        (await store.ReserveAsync(Claim(999), default)).State.ShouldBe(KeyState.Answered);
    }

    [Fact]
    public async Task Keys_whose_time_is_over_go_when_the_next_one_comes()
    {
        var store = new ProcessKeyStore(TimeSpan.FromHours(1), MostBytes, _time);
        for (var n = 0; n < 50; n++)
        {
            await KeepAsync(store, Claim(n), bytes: 10);
        }

        _time.Advance(TimeSpan.FromHours(1));
        await store.ReserveAsync(Claim(50), default);

        store.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_under_way_is_never_forgotten()
    {
        var store = new ProcessKeyStore(TimeSpan.FromHours(1), MostBytes, _time);
        await store.ReserveAsync(Claim(1), default);
        _time.Advance(TimeSpan.FromDays(3));
        for (var n = 2; n < 500; n++)
        {
            await KeepAsync(store, Claim(n), bytes: 10_000);
        }

        (await store.ReserveAsync(Claim(1), default)).State.ShouldBe(KeyState.InFlight);
    }

    private static async Task KeepAsync(ProcessKeyStore store, KeyClaim claim, int bytes)
    {
        (await store.ReserveAsync(claim, default)).State.ShouldBe(KeyState.Free);
        await store.KeepAsync(claim, new StoredAnswer(201, new byte[bytes], "application/json", null, null));
    }

    private static KeyClaim Claim(int n) => new(new Digest((ulong)n, 1, 2, 3), new Digest((ulong)n, 4, 5, 6));
}
