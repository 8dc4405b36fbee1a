using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>
/// Four processes read and write versioned values over one Redis while processes, links and Redis itself are killed, frozen, half
/// closed and emptied, one thing at a time. SEAWORTHY_SEED repeats a run; <c>./test deep stale</c> does long ones with the bound
/// that is promised; here the bound leaves room for a machine that is busy with other tests.
/// </summary>
[Trait("Requirement", "R39")]
[Trait("Server", "Redis")]
public sealed class StalenessTests(ITestOutputHelper output) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _said = new();
    private readonly string _application = Guid.NewGuid().ToString("N");
    private readonly string _file = Path.GetTempFileName();
    private readonly Process?[] _workers = new Process?[StalenessBoard.Workers];
    private readonly FaultyLink?[] _links = new FaultyLink?[StalenessBoard.Workers];
    private int _restarts;

    private static TimeSpan Length => TimeSpan.FromSeconds(Number("SEAWORTHY_STALE_SECONDS") ?? 8);

    private static int LeastReads => Number("SEAWORTHY_STALE_READS") ?? 1000;

    private static int BoundMs => Number("SEAWORTHY_STALE_BOUND_MS") ?? 3000;

    [Fact]
    public async Task Nothing_is_read_that_was_out_of_date_for_longer_than_the_bound()
    {
        var seed = Number("SEAWORTHY_SEED") ?? RandomNumberGenerator.GetInt32(100_000);
        output.WriteLine($"SEAWORTHY_SEED={seed}");
        var random = new Random(seed);
        await using var redis = await RedisServer.StartAsync();
        using var board = StalenessBoard.Open(_file);
        for (var worker = 0; worker < StalenessBoard.Workers; worker++)
        {
            _links[worker] = new FaultyLink(redis.Url);
            Start(worker, seed);
        }

        await Wait.UntilAsync(() => Enumerable.Range(0, StalenessBoard.Workers).All(worker => board[worker, StalenessFigure.Reads] > 0));
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Length || board.Sum(StalenessFigure.Reads) < LeastReads)
        {
            await HurtAsync(random, redis, board, seed);
            await RestAsync(random.Next(200, 1200), seed);
        }

        await EndAsync();
        foreach (var figure in Enum.GetValues<StalenessFigure>())
        {
            output.WriteLine($"{figure}: {(figure == StalenessFigure.WorstMicroseconds ? Enumerable.Range(0, StalenessBoard.Workers).Max(worker => board[worker, figure]) : board.Sum(figure)):#,0}");
        }

        foreach (var line in _said.Take(200))
        {
            output.WriteLine(line);
        }

        board.Sum(StalenessFigure.TooOld).ShouldBe(0);
        board.Sum(StalenessFigure.Failed).ShouldBe(0);
        board.Sum(StalenessFigure.Reads).ShouldBeGreaterThanOrEqualTo(LeastReads);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var link in _links.OfType<FaultyLink>())
        {
            await link.DisposeAsync();
        }

        File.Delete(_file);
    }

    private async Task HurtAsync(Random random, RedisServer redis, StalenessBoard board, int seed)
    {
        var worker = random.Next(StalenessBoard.Workers);
        var length = random.Next(50, 3000);
        var fault = random.Next(7);
        Say($"fault {fault}, worker {worker}, {length} ms");
        switch (fault)
        {
            case 0:
            case 1:
                // What a process could not tell and takes along is what the times of values bound, and nothing else.
                Signal(_workers[worker]!, "STOP");
                var owes = board[worker, StalenessFigure.Owes] != 0;
                if (fault == 0 && !owes)
                {
                    _workers[worker]!.Kill();
                    break;
                }

                await RestAsync(owes ? 0 : length, seed);
                Signal(_workers[worker]!, "CONT");
                Say($"worker {worker} goes on");
                break;
            case 2:
                await redis.SayAsync("CLIENT KILL TYPE normal SKIPME yes");
                break;
            case 3:
            case 4:
                var way = random.Next(3);
                _links[worker]!.Break(toRedis: way != 0, fromRedis: way != 1);
                await RestAsync(length, seed);
                break;
            case 5:
                redis.Freeze();
                await Task.Delay(length);
                redis.GoOn();
                break;
            default:
                await redis.SayAsync("FLUSHALL");
                break;
        }
    }

    // Whoever has died meanwhile is started anew.
    private async Task RestAsync(int milliseconds, int seed)
    {
        await Task.Delay(milliseconds);
        for (var worker = 0; worker < StalenessBoard.Workers; worker++)
        {
            if (_workers[worker]!.HasExited)
            {
                _workers[worker]!.Dispose();
                Start(worker, seed + ++_restarts);
            }
        }
    }

    private void Start(int worker, int seed)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            "exec", typeof(StalenessTests).Assembly.Location, StalenessWorker.Name, _links[worker]!.Url, _file, $"{worker}", $"{seed}", _application, $"{BoundMs}",
        ]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                Say(text);
            }
        };
        process.BeginErrorReadLine();
        _workers[worker] = process;
    }

    private void Say(string text) => _said.Enqueue($"{Stopwatch.GetTimestamp() / 1_000_000}: {text}");

    private async Task EndAsync()
    {
        for (var worker = 0; worker < StalenessBoard.Workers; worker++)
        {
            if (_workers[worker] is { } process)
            {
                _workers[worker] = null;
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
            }
        }
    }

    private static void Signal(Process process, string name)
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
            kill.WaitForExit();
        }
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
