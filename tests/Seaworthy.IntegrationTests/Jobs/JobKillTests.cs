using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>
/// Three processes run jobs and are killed with -9, one after the other. SEAWORTHY_SEED repeats a run; <c>./test deep jobs</c> does 1,000 jobs and a kill every two
/// seconds, with the five seconds that are promised; here the bound leaves room for a machine that is busy with other tests.
/// </summary>
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class JobKillTests(ITestOutputHelper output)
{
    private const int Processes = 3;

    private static int Jobs => Number("SEAWORTHY_JOBS") ?? 150;

    private static int KillMs => Number("SEAWORTHY_JOBS_KILL_MS") ?? 1000;

    private static int BoundMs => Number("SEAWORTHY_JOBS_BOUND_MS") ?? 15_000;

    [Fact]
    public async Task All_jobs_are_done_and_each_effect_is_there_once()
    {
        var seed = Number("SEAWORTHY_SEED") ?? RandomNumberGenerator.GetInt32(100_000);
        output.WriteLine($"SEAWORTHY_SEED={seed}");
        var random = new Random(seed);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var dock = await DockHost.StartAsync(database, ("Seaworthy:Jobs:Enabled", "false"));
        await dock.Session.WriteAsync(
            async (db, ct) =>
            {
                await dock.Jobs.EnqueueManyAsync(db, Dockers.Unload, Enumerable.Range(0, Jobs).Select(n => new Crate($"{n}")), ct);
                return true;
            },
            default);

        var (kills, workers) = (0, Enumerable.Range(0, Processes).Select(_ => DockProcess.Start(database)).ToArray());
        try
        {
            await Wait.UntilAsync(async () => (await dock.UnloadedAsync()).Count > 0);
            for (var started = Stopwatch.GetTimestamp(); (await dock.UnloadedAsync()).Count < Jobs; kills++)
            {
                Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMinutes(5));
                // So soon, and not before something was done since the last time: a process that is killed while it starts proves nothing.
                var goal = (await dock.UnloadedAsync()).Count + random.Next(1, 30);
                await Task.Delay(random.Next(KillMs));
                await Wait.UntilAsync(async () => (await dock.UnloadedAsync()).Count >= Math.Min(goal, Jobs));
                var victim = random.Next(Processes);
                workers[victim].Kill();
                await workers[victim].WaitForExitAsync();
                workers[victim].Dispose();
                workers[victim] = DockProcess.Start(database);
            }
        }
        finally
        {
            foreach (var worker in workers)
            {
                worker.Kill();
                worker.Dispose();
            }
        }

        var begun = await dock.Session.ReadAsync((db, ct) => db.Begun.OrderBy(row => row.Job).ThenBy(row => row.Attempt).ToListAsync(ct), default);
        var waits = begun.Zip(begun.Skip(1)).Where(pair => pair.First.Job == pair.Second.Job).Select(pair => (pair.Second.At - pair.First.At).TotalMilliseconds - DockProcess.JobMs).DefaultIfEmpty().ToList();
        output.WriteLine($"{kills} kills, {waits.Count} attempts were repeated, the latest {waits.Max():0} ms after it should have ended");

        foreach (var job in begun.GroupBy(row => row.Job).Where(rows => rows.Count() > 1))
        {
            output.WriteLine(string.Join(", ", job.Select(row => $"{row.Attempt} at {row.At:ss.fff}")));
        }

        (await dock.UnloadedAsync()).Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, Jobs));
        (await dock.Jobs.CountWaitingAsync("default", 1, default)).ShouldBe(0);
        waits.Max().ShouldBeLessThan(BoundMs);
        kills.ShouldBeGreaterThan(0);
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
