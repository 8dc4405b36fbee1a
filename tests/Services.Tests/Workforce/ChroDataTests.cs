using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.QueryBudgets;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>The dashboard: machines beside people, in a bounded number of statements.</summary>
public abstract class ChroDataTests(WorkforceHost host)
{
    private readonly EtterClient _chief = new(host);

    [Fact]
    public async Task A_workflow_stands_on_the_dashboard_with_what_people_made_of_its_score()
    {
        var id = await _chief.NewWorkflowAsync("On the dashboard");
        ((await LineAsync(id))["validated_score"] is null).ShouldBeTrue();

        await _chief.As(WorkforceHost.Analyst).PostAsync($"/workflows/{id}/history", new { status = "validated", score = 35 });

        var line = await LineAsync(id);
        ((string)line["workflow"]!["name"]!).ShouldBe("On the dashboard");
        line["etter_score"].ShouldBeNull();
        ((int)line["validated_score"]!["score"]!, (string)line["validated_score"]!["user"]!["username"]!).ShouldBe((35, "analyst"));
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task What_was_read_before_a_change_is_not_shown_after_it()
    {
        var id = await _chief.NewWorkflowAsync("Old name");
        ((string)(await LineAsync(id))["workflow"]!["name"]!).ShouldBe("Old name");

        await _chief.PutAsync($"/workflows/{id}", new { name = "New name", steps = new[] { new { name = "Step" } } }, await _chief.ETagAsync($"/workflows/{id}"));

        ((string)(await LineAsync(id))["workflow"]!["name"]!).ShouldBe("New name");
    }

    [Fact]
    [Trait("Requirement", "R30")]
    public async Task It_takes_two_statements_however_many_lines_there_are()
    {
        for (var n = 0; n < 30; n++)
        {
            var id = await _chief.NewWorkflowAsync($"Many {n}");
            await _chief.PostAsync($"/workflows/{id}/history", new { status = "validated", score = n });
        }

        foreach (var size in new[] { 1, 10, 1000 })
        {
            var page = await _chief.GetAsync($"/get_chro_data?page_size={size}");
            page["data"]!.AsArray().Count.ShouldBe(Math.Min(size, (int)page["total"]!));
        }

        host.App.App.Services.GetRequiredService<QueryBudget>().Findings.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public async Task A_page_behind_the_last_is_empty_and_still_knows_the_total()
    {
        await _chief.NewWorkflowAsync("Counted");

        var page = await _chief.GetAsync("/get_chro_data?page=1000");

        page["data"]!.AsArray().ShouldBeEmpty();
        ((int)page["total"]!).ShouldBeGreaterThan(0);
        ((bool)page["has_next"]!, (bool)page["has_prev"]!).ShouldBe((false, true));
    }

    private async Task<JsonNode> LineAsync(long workflow) =>
        (await _chief.GetAsync("/get_chro_data?page_size=1000"))["data"]!.AsArray().Single(line => (long)line!["workflow"]!["id"]! == workflow)!;
}

public sealed class ChroDataTests_together_on_SQLite(WorkforceTogetherOnSqlite host) : ChroDataTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

public sealed class ChroDataTests_apart_on_SQLite(WorkforceApartOnSqlite host) : ChroDataTests(host), IClassFixture<WorkforceApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class ChroDataTests_together_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : ChroDataTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class ChroDataTests_apart_on_PostgreSQL(WorkforceApartOnPostgreSql host) : ChroDataTests(host), IClassFixture<WorkforceApartOnPostgreSql>;
