using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>What a list's kept total is looked up by.</summary>
public sealed class KeptTotalKeyTests
{
    private static readonly DateTime Noon = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);
    private readonly Kept _kept = new();

    [Fact]
    public async Task Instants_within_one_second_are_filters_of_their_own()
    {
        foreach (var from in (object[])[Noon, Noon.AddMilliseconds(1), Noon.AddTicks(1), new TimeOnly(12, 0, 0), new TimeOnly(12, 0, 1)])
        {
            await AskAsync(typeof(One.ShopDb), from);
        }

        await AskAsync(typeof(One.ShopDb), Noon);

        _kept.Keys.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task Two_databases_whose_types_are_called_alike_have_totals_of_their_own()
    {
        await AskAsync(typeof(One.ShopDb), 1L);
        await AskAsync(typeof(Other.ShopDb), 1L);

        _kept.Keys.Distinct().Count().ShouldBe(2);
    }

    private async Task AskAsync(Type context, object filter)
    {
        var request = new ListRequest { Filters = 1 };
        request.Slots[0] = filter;
        (await new KeptTotals("orders", context, ["orders"], _kept).GetAsync(request, 1, null, _ => new(7), default)).ShouldBe(7);
    }

    private static class One
    {
        internal sealed class ShopDb;
    }

    private static class Other
    {
        internal sealed class ShopDb;
    }

    private sealed class Kept : HybridCache
    {
        public List<string> Keys { get; } = [];

        public override ValueTask<T> GetOrCreateAsync<TState, T>(
            string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null,
            CancellationToken cancellationToken = default)
        {
            Keys.Add(key);
            return factory(state, cancellationToken);
        }

        public override ValueTask SetAsync<T>(string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default) => default;

        public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => default;

        public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) => default;
    }
}
