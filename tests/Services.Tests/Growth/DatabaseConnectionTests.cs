using System.Globalization;
using System.Net;
using Npgsql;

namespace Seaworthy.Services.Tests.Growth;

/// <summary>Connections to the database are as many as a setting says, however many ask at once.</summary>
[Collection(nameof(GrowthCollection))]
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class DatabaseConnectionTests(GrowthHost host)
{
    private const int Most = 8;
    private const int AtOnce = 200;
    private const string Name = "a burst";

    [Fact]
    public async Task Two_hundred_requests_at_once_open_no_more_than_the_pool_has_and_all_are_answered()
    {
        await using var app = await host.ServeAsync(
            ("Seaworthy:Database:Url", new NpgsqlConnectionStringBuilder(host.Database.Url) { ApplicationName = Name }.ConnectionString),
            ("Seaworthy:Database:MaxPoolSize", Most.ToString(CultureInfo.InvariantCulture)), ("Seaworthy:Database:PoolWaitMs", "60000"), ("Seaworthy:Shedding:Enabled", "false"));

        // Each another todo, which nobody has asked for before.
        var answers = await Task.WhenAll(Enumerable.Range(1, AtOnce).Select(id => app.Client.GetAsync($"/todos/api/v2/todos/{id}")));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await OpenAsync()).ShouldBeInRange(2, Most, "a connection stays open for minutes, so that those are all that there were");
    }

    private async Task<long> OpenAsync()
    {
        await using var database = NpgsqlDataSource.Create(host.Database.Url!);
        await using var command = database.CreateCommand($"select count(*) from pg_stat_activity where datname = current_database() and application_name = '{Name}'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
