using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>The process is killed while eight clients write. SEAWORTHY_SEED repeats a run; <c>./test deep kill9</c> does many.</summary>
[Trait("Requirement", "R32")]
public abstract class KillTests(ITestOutputHelper output)
{
    private const int Kills = 2;

    [Fact]
    public async Task No_acknowledged_write_is_lost_when_the_process_is_killed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEAWORTHY_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"SEAWORTHY_SEED={seed}");
        await using var database = await CreateDatabaseAsync();
        var rounds = new List<Writers>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var writers = new Writers($"s{seed}k{kill}");
            rounds.Add(writers);
            await using var served = await ServedProcess.StartAsync(database);
            await writers.RunAsync(served.Address, enough: 30 + (int)((uint)seed * 7919 % 300), served.KillAsync);
        }

        await using var restarted = await ServedProcess.StartAsync(database);

        foreach (var writers in rounds)
        {
            (await writers.LossesAsync(restarted.Address)).ShouldBeEmpty($"SEAWORTHY_SEED={seed}");
        }

        output.WriteLine($"{rounds.Sum(writers => writers.Acknowledged.Count)} acknowledged, {rounds.Sum(writers => writers.Unanswered.Count)} cut off");
    }

    protected abstract Task<TestDatabase> CreateDatabaseAsync();
}

public sealed class Kill_on_SQLite(ITestOutputHelper output) : KillTests(output)
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class Kill_on_PostgreSQL(ITestOutputHelper output) : KillTests(output)
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
