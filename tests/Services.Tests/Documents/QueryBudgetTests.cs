using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.QueryBudgets;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>S0's tenth item: products with their category in one query, and whoever asks once per row is found out.</summary>
[Trait("Requirement", "R30")]
public sealed class QueryBudgetTests(BudgetedShop shop) : IClassFixture<BudgetedShop>
{
    private static readonly string[] Wasteful = ["GET /in-a-loop", "GET /over"];

    [Theory]
    [InlineData("/in-a-loop", "repeated", "Include")]
    [InlineData("/over", "over-budget", "WithQueryBudget")]
    public async Task A_query_in_a_loop_and_one_too_many_are_findings_that_name_the_endpoint_and_the_repair(string path, string kind, string repair)
    {
        (await shop.Client.GetAsync(path)).EnsureSuccessStatusCode();

        var finding = Findings().Where(finding => finding.Endpoint == $"GET {path}").ShouldHaveSingleItem();
        finding.Kind.ShouldBe(kind);
        finding.Message.ShouldContain(repair);
    }

    [Theory]
    [InlineData("/joined")]
    [InlineData("/api/products/")]
    [InlineData("/api/v2/products?limit=100")]
    [InlineData("/api/v2/products?search=milk")]
    [InlineData("/api/v2/products/1")]
    [InlineData("/api/v2/products/1/summary")]
    [InlineData("/api/v2/categories")]
    public async Task What_the_grocery_serves_stays_within_its_budget(string path)
    {
        (await shop.Client.GetAsync(path)).EnsureSuccessStatusCode();

        Findings().Where(finding => !Wasteful.Contains(finding.Endpoint)).ShouldBeEmpty();
    }

    private IReadOnlyCollection<QueryFinding> Findings() => shop.Services.GetRequiredService<QueryBudget>().Findings;
}
