using Seaworthy.Hosting;
using Seaworthy.Seeding;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>The published sales and menus load, in a database of their own: their keys and names are also other tests'.</summary>
[Trait("Requirement", "R28")]
public abstract class PublishedSalesTests(CafeOnSqlite host, ITestOutputHelper output)
{
    [Fact]
    public async Task The_published_samples_load()
    {
        foreach (var file in (string[])["coffee.sample.csv", "coffee-dirty.sample.csv", "coffee-menu.csv"])
        {
            var sample = Repository.Path($"../shared/data/{file}");
            if (!File.Exists(sample))
            {
                continue;
            }

            var first = await host.SeedAsync(new SeedRequest(sample, RejectsFile: Path.Combine(host.Database.Folder, $"{file}.report.csv")));
            var second = await host.SeedAsync(new SeedRequest(sample, RejectsFile: Path.Combine(host.Database.Folder, $"{file}.report.csv")));

            output.WriteLine($"{file}: {first}");
            first.Added.ShouldBeGreaterThan(50);
            (second.Added, second.Rejected).ShouldBe((0, first.Rejected));
        }
    }
}

public sealed class PublishedSales_on_SQLite(CafeOnSqlite host, ITestOutputHelper output) : PublishedSalesTests(host, output), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class PublishedSales_on_PostgreSQL(CafeOnPostgreSql host, ITestOutputHelper output) : PublishedSalesTests(host, output), IClassFixture<CafeOnPostgreSql>;
