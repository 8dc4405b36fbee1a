using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.QueryBudgets;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>An application with an EF Core context of its own, and the one line that counts its statements.</summary>
[Trait("Requirement", "R30")]
public sealed class QueryBudgetTests : IAsyncLifetime
{
    private const string Header = "X-Query-Finding";
    private readonly TestDatabase _database = TestDatabase.Sqlite();
    private TestApp _development = null!;
    private TestApp _production = null!;

    public async Task InitializeAsync()
    {
        _development = await StartAsync("Development");
        _production = await StartAsync("Production");
    }

    public async Task DisposeAsync()
    {
        await _development.DisposeAsync();
        await _production.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("/loop", "repeated", "GET /loop has run one statement 4 times. Load all rows at once: Include, a join, or Contains over the ids.")]
    [InlineData("/many", "over-budget", "GET /many may run 1 statements and has run 2. Load what it needs in one query, or raise WithQueryBudget.")]
    public async Task A_query_in_a_loop_and_one_too_many_are_findings_that_name_endpoint_and_repair(string path, string kind, string message)
    {
        using var response = await _development.Client.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues(Header).ShouldBe([message]);
        var finding = Budget(_development).Findings.ShouldHaveSingleItem();
        (finding.Kind, finding.Message).ShouldBe((kind, message));
        finding.Sql.ShouldContain("FROM \"Books\"");
        (await _development.Client.GetStringAsync("/metrics")).ShouldMatch($"seaworthy_query_findings[a-z_]*{{[^}}]*endpoint=\"GET {path}\"[^}}]*kind=\"{kind}\"[^}}]*}} 1");
    }

    [Fact]
    public async Task What_asks_once_is_no_finding()
    {
        using var response = await _development.Client.GetAsync("/joined");

        response.Headers.Contains(Header).ShouldBeFalse();
        Budget(_development).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Outside_development_the_answer_says_nothing_of_it()
    {
        using var response = await _production.Client.GetAsync("/loop");

        response.Headers.Contains(Header).ShouldBeFalse();
        Budget(_production).Findings.ShouldHaveSingleItem();
    }

    private static QueryBudget Budget(TestApp app)
    {
        using var scope = app.App.Services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<DbContextOptions<Shop>>().FindExtension<CoreOptionsExtension>()!
            .Interceptors!.OfType<QueryBudgetInterceptor>().Single().Budget;
    }

    private async Task<TestApp> StartAsync(string environment)
    {
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = environment;
                builder.AddSeaworthy();
                builder.Services.AddEmbeddedSqlite();
                builder.Services.AddDbContext<Shop>((sp, options) =>
                {
                    sp.GetRequiredService<SqliteProvider>().Use(options, $"Data Source={_database.Folder}/{environment}.db;Pooling=False");
                    options.AddSeaworthy(sp);
                });
            },
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/loop", async (Shop shop) =>
                {
                    var titles = new List<string?>();
                    foreach (var writer in await shop.Writers.ToListAsync())
                    {
                        titles.Add(await shop.Books.Where(book => book.WriterId == writer.Id).Select(book => book.Title).FirstOrDefaultAsync());
                    }

                    return titles;
                });
                app.MapGet("/many", async (Shop shop) => await shop.Writers.CountAsync() + await shop.Books.CountAsync()).WithQueryBudget(1);
                app.MapGet("/joined", (Shop shop) => shop.Books.Join(shop.Writers, book => book.WriterId, writer => writer.Id, (book, writer) => book.Title).ToListAsync()).WithQueryBudget(1);
            });
        using var scope = app.App.Services.CreateScope();
        var shop = scope.ServiceProvider.GetRequiredService<Shop>();
        await shop.Database.EnsureCreatedAsync();
        shop.AddRange(Enumerable.Range(1, 5).Select(n => new Writer { Name = $"Writer {n}" }));
        shop.AddRange(Enumerable.Range(1, 5).Select(n => new Book { Title = $"Book {n}", WriterId = n }));
        await shop.SaveChangesAsync();
        return app;
    }

    private sealed class Shop(DbContextOptions<Shop> options) : DbContext(options)
    {
        public DbSet<Writer> Writers => Set<Writer>();

        public DbSet<Book> Books => Set<Book>();
    }

    private sealed class Writer
    {
        public long Id { get; set; }

        public required string Name { get; set; }
    }

    private sealed class Book
    {
        public long Id { get; set; }

        public long WriterId { get; set; }

        public required string Title { get; set; }
    }
}
