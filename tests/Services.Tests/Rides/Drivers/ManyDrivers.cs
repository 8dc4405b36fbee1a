using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Services.Tests.Todos;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>20,000 drivers all over the world, of whom every fourth is free, and 40,000 lines of their history. What is explained is also run, and taken back.</summary>
public class ManyDriversOnSqlite : DriversOnSqlite, IAsyncLifetime
{
    public const int Drivers = 20_000, Lines = 40_000;

    protected virtual string Schema => "";

    protected virtual string Numbers => "(with recursive n(i) as (select 1 union all select i + 1 from n where i < {0}) select i from n)";

    protected virtual string Recently => "datetime('now', '-' || (i % 50) || ' seconds')";

    protected virtual string Analyze => "analyze";

    protected virtual bool IsSqlite => true;

    public new async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await using var connection = await Get<ServiceDatabase<DriversDb>>().Sql.OpenAsync(default);
        foreach (var statement in (string[])
        [
            $"""
            insert into {Schema}drivers (id, subject, name, vehicle, plate, state, wants_off, lat_e6, lon_e6, band, position_at, created_at, updated_at, version)
            select i, 's' || i, 'D', 'V', 'P' || i, case when i % 4 = 0 then 'free' else 'off' end, {(IsSqlite ? "0" : "false")}, (i * 17 % 120000) * 1000 - 60000000, (i * 29 % 360000) * 1000 - 180000000,
                (i * 17 % 120000) / 10 - 6000, {Recently}, {Recently}, {Recently}, 1 from {string.Format(CultureInfo.InvariantCulture, Numbers, Drivers)}
            """,
            $"insert into {Schema}driver_positions (driver_id, at, lat_e6, lon_e6) select 1 + i % 400, {Recently}, 0, 0 from {string.Format(CultureInfo.InvariantCulture, Numbers, Lines)}",
            Analyze,
        ])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>How a statement is run.</summary>
    internal Task<TodoPlan> ExplainAsync(SqlStatement statement) => ExplainAsync(connection => Get<ServiceDatabase<DriversDb>>().Sql.Command(connection, statement));

    /// <summary>The same of a command.</summary>
    internal Task<TodoPlan> ExplainAsync(Func<DbConnection, DbCommand> make) => Session.WriteAsync(
        async (db, ct) =>
        {
            await using var command = make(db.Database.GetDbConnection());
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            return await ReadPlanAsync(command);
        },
        default, keep: _ => false);

    private protected virtual async Task<TodoPlan> ReadPlanAsync(DbCommand command)
    {
        command.CommandText = "explain query plan " + command.CommandText;
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        return new(steps, null);
    }
}

public sealed class ManyDriversOnPostgreSql : ManyDriversOnSqlite
{
    protected override string Schema => "rides_drivers.";

    protected override string Numbers => "generate_series(1, {0}) i";

    protected override string Recently => "now() - (i % 50) * interval '1 second'";

    protected override string Analyze => "vacuum analyze";

    protected override bool IsSqlite => false;

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();

    private protected override async Task<TodoPlan> ReadPlanAsync(DbCommand command)
    {
        command.CommandText = "explain (analyze, format json) " + command.CommandText;
        var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)![0]!["Plan"]!;
        var nodes = Nodes(plan).ToList();
        return new(
            nodes.ConvertAll(node => $"{node["Node Type"]} {node["Relation Name"]} {node["Index Name"]}"),
            nodes.Max(node => ((double)node["Actual Rows"]! + ((double?)node["Rows Removed by Filter"] ?? 0)) * (double)node["Actual Loops"]!));
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => [node, .. node["Plans"]?.AsArray().SelectMany(child => Nodes(child!)) ?? []];
}
