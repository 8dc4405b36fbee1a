using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Caching.Shared;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>
/// One process of the staleness checker: it reads all keys through its cache, writes its own ones as a session does, and now and then
/// dies between its commit and telling so.
/// </summary>
internal sealed class StalenessWorker(StalenessBoard board, CacheNode node, int worker, int seed, TimeSpan bound)
{
    public const string Name = "staleness";

    private const int Readers = 3;
    private const int ReadsInARow = 40;
    private const int OneDeathIn = 150;

    private readonly Lock _figures = new(); // guards this worker's figures, which its readers add to

    // Whether it is cut off: a mark whose answer did not come may never have been made, and what it commits nobody may know of.
    private bool Owes => node.Get<SharedLink>() is { Untold: > 0 } or { IsAskable: false };

    /// <summary>Arguments: Redis, board, worker, seed, application, bound in milliseconds. Ends when its input does.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var (worker, seed) = (Number(arguments[2]), Number(arguments[3]));
        using var board = StalenessBoard.Open(arguments[1]);
        await using var node = await CacheNode.StartAsync(arguments[0], arguments[4], (options, redis) =>
        {
            (options.SecondLevelTimeoutMs, redis.CallTimeoutMs) = (100, 250);
            (redis.TrackedSilenceMs, redis.KeepAliveMs) = (300, 300);
        });
        using var ended = new CancellationTokenSource();
        var run = new StalenessWorker(board, node, worker, seed, TimeSpan.FromMilliseconds(Number(arguments[5]))).RunAsync(ended.Token);
        await Console.In.ReadToEndAsync();
        await ended.CancelAsync();
        await run;

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private async Task RunAsync(CancellationToken ended)
    {
        var tasks = Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadAsync(new Random(seed + (worker * 31) + reader), ended), CancellationToken.None))
            .Append(Task.Run(() => WriteAsync(new Random(seed + (worker * 77)), ended), CancellationToken.None));
        await Task.WhenAll(tasks);
    }

    private async Task ReadAsync(Random random, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            for (var i = 0; i < ReadsInARow; i++)
            {
                var key = (int)(StalenessBoard.Keys * Math.Pow(random.NextDouble(), 2));
                var began = Stopwatch.GetTimestamp();
                try
                {
                    var version = await node.Cache.GetOrCreateAsync($"row:{key}", ct => MakeAsync(key, ct), tags: [$"row:{key}", "rows"], cancellationToken: CancellationToken.None);
                    Count(key, version, began);
                }
                catch (Exception exception)
                {
                    Add(StalenessFigure.Failed, 1);
                    await Console.Error.WriteLineAsync($"worker {worker}: {exception}");
                }
            }

            await Task.Delay(1, CancellationToken.None);
        }
    }

    private async ValueTask<long> MakeAsync(int key, CancellationToken cancellationToken)
    {
        Add(StalenessFigure.Made, 1);
        var version = board.Version(key);
        await Task.Delay(1, cancellationToken); // writers come in between
        return version;
    }

    private async Task WriteAsync(Random random, CancellationToken ended)
    {
        var own = Enumerable.Range(0, StalenessBoard.Keys).Where(key => key % StalenessBoard.Workers == worker).ToArray();
        Array.ForEach(own, board.Repair);
        while (!ended.IsCancellationRequested)
        {
            var key = own[random.Next(own.Length)];
            string[] tags = [$"row:{key}"];
            var writer = await node.Invalidation.MarkAsync(tags);
            board[worker, StalenessFigure.Owes] = writer is null || Owes ? 1 : 0;
            board.Commit(key);
            board[worker, StalenessFigure.Writes]++;
            board[worker, StalenessFigure.Unmarked] += writer is null ? 1 : 0;
            if (writer is not null && !Owes && random.Next(OneDeathIn) == 0)
            {
                board[worker, StalenessFigure.DiedBeforeTelling]++;
                using var self = Process.GetCurrentProcess();
                self.Kill();
            }

            await node.Invalidation.InvalidateAsync(tags, writer);
            board[worker, StalenessFigure.Owes] = Owes ? 1 : 0;
            if (!Owes)
            {
                board.Tell(key);
            }

            await Task.Delay(random.Next(1, 30), CancellationToken.None);
        }
    }

    private void Count(int key, long version, long began)
    {
        var age = board.Age(key, version, began);
        if (age > bound)
        {
            Add(StalenessFigure.TooOld, 1);
            var told = board.SinceTold(key, version, began) is { } since ? $"told {since.TotalMilliseconds:0} ms before" : "untold";
            Console.Error.WriteLine($"worker {worker}: row {key} read version {version}, out of date for {age.TotalMilliseconds:0} ms, {told}; "
                + $"began at {began / 1_000_000}, took {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms; {node.State}");
        }

        lock (_figures)
        {
            board[worker, StalenessFigure.Reads]++;
            board[worker, StalenessFigure.WorstMicroseconds] = Math.Max(board[worker, StalenessFigure.WorstMicroseconds], (long)age.TotalMicroseconds);
        }
    }

    private void Add(StalenessFigure figure, long count)
    {
        lock (_figures)
        {
            board[worker, figure] += count;
        }
    }
}
