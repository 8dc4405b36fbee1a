using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>The grocery's disk is full, and then it is not: SQLite may not add a page to its file.</summary>
[Trait("Requirement", "R19")]
[Trait("Requirement", "R32")]
public sealed class DiskFullTests(DiskFullHost host) : IClassFixture<DiskFullHost>
{
    // A page holds some rows of 1,000 characters; what is left of the last one is used up long before.
    private const int MoreThanFits = 50;

    [Fact]
    public async Task Writes_are_507_while_reads_go_on_and_all_is_well_when_there_is_room_again()
    {
        host.Limit.Pages = 1;
        using (var refused = await WriteUntilAsync(HttpStatusCode.InsufficientStorage))
        {
            var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
            ((string)problem["type"]!).ShouldEndWith("/problems/insufficient-storage");
            problem.ToJsonString().ShouldNotContain("SQLite", Case.Insensitive);
            refused.Headers.RetryAfter.ShouldBeNull("nobody knows when there is room");
        }

        foreach (var path in (string[])["/grocery/api/v2/products", "/grocery/api/v1/products/", "/grocery/api/v2/products/1", "/health/ready", "/health"])
        {
            (await host.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        host.Limit.Pages = DiskLimit.NoLimit;
        using var created = await CreateAsync();
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_finds_no_room_is_rolled_back_whole_and_its_connection_writes_again()
    {
        var session = host.App.App.Services.GetRequiredService<Session<GroceryDb>>();
        host.Limit.Pages = 1;

        var full = await Should.ThrowAsync<Exception>(session.WriteAsync(
            async (db, ct) =>
            {
                for (var n = 0; n < MoreThanFits; n++)
                {
                    db.Add(new Category { Name = $"Full {n}{new string('x', 2000)}", Slug = $"full-{n}" });
                    await db.SaveChangesAsync(ct);
                }

                return 0;
            },
            default));

        Problems().Select(known => known.For(full)).OfType<Problem>().First().Type.ShouldBe(ProblemTypes.InsufficientStorage);
        host.Limit.Pages = DiskLimit.NoLimit;
        (await session.WriteAsync((db, ct) => db.Categories.CountAsync(category => category.Slug.StartsWith("full-"), ct), default)).ShouldBe(0);
    }

    [Fact]
    public async Task PostgreSQL_says_it_with_a_state_of_its_own()
    {
        await using var source = NpgsqlDataSource.Create("Host=nowhere");
        var problems = new DatabaseProblems([new PostgreSqlEngine(new(source, source, source, source, source, new(source, TimeSpan.FromSeconds(1), new(), TimeProvider.System)), "grocery")]);

        problems.For(new PostgresException("could not extend file", "ERROR", "ERROR", "53100"))!.Type.ShouldBe(ProblemTypes.InsufficientStorage);
        problems.For(new PostgresException("too many connections", "FATAL", "FATAL", "53300"))!.Type.ShouldBe(ProblemTypes.DatabaseUnavailable);
    }

    private IEnumerable<IExceptionProblems> Problems() => host.App.App.Services.GetServices<IExceptionProblems>();

    private async Task<HttpResponseMessage> WriteUntilAsync(HttpStatusCode status)
    {
        for (var n = 0; n < MoreThanFits; n++)
        {
            var response = await CreateAsync();
            if (response.StatusCode == status)
            {
                return response;
            }

            response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
            response.Dispose();
        }

        throw new InvalidOperationException($"{MoreThanFits} writes found room");
    }

    private Task<HttpResponseMessage> CreateAsync() =>
        host.Staff.PostAsJsonAsync("/grocery/api/v2/products", new { name = "A jar", price = 2.5, description = new string('x', 1000) });
}
