using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Seaworthy.Caching;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Caching.Responses;

/// <summary>
/// Readers and writers over HTTP: who asks after a writer has had its answer never gets an older version, whatever is kept, is being
/// made or is waited for at that moment.
/// </summary>
[Trait("Requirement", "R39")]
public sealed class AnswerCoherenceTests
{
    private const int Rows = 4;
    private const int Steps = 1500;

    private readonly long[] _source = new long[Rows];
    private readonly long[] _told = new long[Rows];

    [Fact]
    public async Task Nothing_older_is_answered_once_a_write_was_answered()
    {
        await using var app = await KeptApp.StartAsync(app =>
        {
            app.MapGet("/rows/{id:int}", ReadAsync).Cached(TimeSpan.FromHours(1), "rows", "row:{id}").VaryByQuery();
            app.MapPost("/rows/{id:int}", async (int id, CacheInvalidation cache) =>
            {
                var version = Interlocked.Increment(ref _source[id]);
                await cache.InvalidateAsync(version % 2 == 0 ? "rows" : $"row:{id}");
                return version;
            });
        });

        var stale = await Task.WhenAll(Enumerable.Range(1, 8).Select(seed => Task.Run(() => WorkAsync(app, new Random(seed)))));

        stale.Sum().ShouldBe(0);
        var counts = app.Get<EndpointPlans>().Recalls.Single().Value;
        counts.Hits.ShouldBeGreaterThan(Steps);
        counts.Joined.ShouldBeGreaterThan(0);
    }

    private async Task<long> ReadAsync(int id)
    {
        var version = Volatile.Read(ref _source[id]);
        await Task.Yield(); // a source takes its time, and writers come in between
        return version;
    }

    private async Task<int> WorkAsync(KeptApp app, Random random)
    {
        var stale = 0;
        for (var step = 0; step < Steps; step++)
        {
            var row = random.Next(Rows);
            if (random.Next(10) == 0)
            {
                var written = await app.AskAsync(HttpMethod.Post, $"/rows/{row}");
                Tell(row, long.Parse(written.Text, CultureInfo.InvariantCulture));
                continue;
            }

            var least = Volatile.Read(ref _told[row]);
            var read = await app.AskAsync($"/rows/{row}");
            stale += long.Parse(read.Text, CultureInfo.InvariantCulture) < least ? 1 : 0;
        }

        return stale;
    }

    private void Tell(int row, long version)
    {
        var told = Volatile.Read(ref _told[row]);
        while (told < version)
        {
            var seen = Interlocked.CompareExchange(ref _told[row], version, told);
            if (seen == told)
            {
                return;
            }

            told = seen;
        }
    }
}
