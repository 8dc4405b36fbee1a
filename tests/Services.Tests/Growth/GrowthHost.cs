using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Seaworthy.Cafe;
using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Rides.Trips;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Todos;
using Seaworthy.Workforce;

namespace Seaworthy.Services.Tests.Growth;

/// <summary>
/// The five services on PostgreSQL in one process with one connection, whose main tables grow to a hundred times their rows while each call is
/// measured before and after. No finished answer is kept, and nothing runs beside the requests: each is asked of the database.
/// </summary>
public sealed class GrowthHost : ServiceHost
{
    public const int Times = 100;

    /// <summary>Restaurants and companies at the end, beside the one that is looked at; in the beginning it is one.</summary>
    public const int Tenants = 1000;

    private const int MostSeconds = 600; // for a million rows

    // To look them up takes as long as all the rest, and they are right.
    private const string WithoutForeignKeys = "-c session_replication_role=replica";

    // Vacuuming in the background would be counted with the requests.
    private const string NothingByItself = """
        do $$ declare t record; begin
            for t in select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema') loop
                execute format('alter table %I.%I set (autovacuum_enabled = false)', t.schemaname, t.tablename);
            end loop;
        end $$
        """;

    private readonly Channel<int> _statements = Channel.CreateUnbounded<int>();

    public override string Prefix => "";

    /// <summary>Rows of each main table at the end.</summary>
    public static int Rows { get; } = int.Parse(System.Environment.GetEnvironmentVariable("SEAWORTHY_GROWTH_ROWS") ?? "100000", CultureInfo.InvariantCulture);

    internal Measured Small { get; private set; } = null!;

    internal Measured Large { get; private set; } = null!;

    protected override string Environment => Environments.Development;

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Seaworthy:Database:MaxPoolSize", "1"), ("Seaworthy:Caching:Responses", "false"), ("Seaworthy:Jobs:Enabled", "false"), ("Seaworthy:Messaging:Relay", "false"),
        ("Services:Cafe:RateLimiting:Policies:orders", "1000000/second"), ("Services:Todos:RateLimiting:Policies:todos", "1000000/second"),
    ];

    /// <summary>Another process over the grown tables, as it is served: with what it keeps, and some connections.</summary>
    internal Task<TestApp> ServeAsync(params IEnumerable<(string Key, string Value)> settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environment;
            builder.AddSeaworthy().AddTokens().AddModule<CafeModule>().AddModule<TodosModule>();
        },
        app => app.UseSeaworthy(),
        [.. Database.Settings.ExceptBy(settings.Select(one => one.Key), one => one.Key), ("Seaworthy:Jobs:Enabled", "false"), .. settings]);

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();

    protected override void Build(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter>(new ToldStatements(_statements.Writer));

    protected override void AddModules(SeaworthyBuilder seaworthy) =>
        seaworthy.AddModule<GroceryModule>().AddModule<CafeModule>().AddModule<WorkforceModule>().AddModule<TodosModule>().AddModule<TripsModule>();

    protected override async Task FillAsync()
    {
        var meter = new CostMeter(Client, App.App.Services.GetRequiredService<ServiceDatabase<CafeDb>>().Sql, _statements.Reader);
        await using var filling = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.Url) { Options = WithoutForeignKeys });
        await ExecuteAsync(filling, [NothingByItself, .. GrowthRows.Around, .. GrowthRows.Tenants(1, 2)]);
        await AddAsync(filling, 1, Rows / Times, 1);
        Small = await Measured.AtAsync(meter, filling, Rows / Times, []);
        var ends = await DeepPages.LastAsync(meter);

        await ExecuteAsync(filling, GrowthRows.Tenants(3, 1 + Tenants));
        await AddAsync(filling, 1 + (Rows / Times), Rows / 2, Tenants);
        var middles = await DeepPages.MiddleAsync(meter);
        await AddAsync(filling, 1 + (Rows / 2), Rows, Tenants);
        Large = await Measured.AtAsync(meter, filling, Rows, [.. middles, .. ends]);
        await Measured.WriteAsync([Small, Large]);
    }

    // Each table over a connection of its own.
    private static Task AddAsync(NpgsqlDataSource database, int from, int to, int tenants) =>
        Task.WhenAll(GrowthRows.Between(from, to, tenants).Select(statement => ExecuteAsync(database, [statement])));

    private static async Task ExecuteAsync(NpgsqlDataSource database, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            await using var command = database.CreateCommand(statement);
            command.CommandTimeout = MostSeconds;
            await command.ExecuteNonQueryAsync();
        }
    }
}

/// <summary>All that is measured over the same tables, which take their time to grow.</summary>
[CollectionDefinition(nameof(GrowthCollection))]
public sealed class GrowthCollection : ICollectionFixture<GrowthHost>;
