using System.Net;
using System.Text.Json.Nodes;
using Seaworthy.Workforce.Simulation;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>The simulation: bounded, bare, and the same for the same seed.</summary>
public abstract class SimulationTests(WorkforceHost host)
{
    private readonly EtterClient _chief = new(host);

    [Fact]
    [Trait("Requirement", "R69")]
    public async Task Rounds_of_automation_lower_headcount_and_payroll_and_add_up()
    {
        var result = await RunAsync(Request(iterations: 5));

        var steps = result["simulation_steps"]!.AsArray();
        steps.Count.ShouldBe(5);
        var left = steps.Select(step => (int)step!["headcount"]!).ToList();
        left.ShouldBe(left.OrderDescending());
        foreach (var step in steps)
        {
            ((int)step!["headcount"]! + (int)step["automated_headcount"]!).ShouldBe(30);
            ((decimal)step["payroll"]! + (decimal)step["savings"]!).ShouldBe(10 * 100_000m + 20 * 60_000.50m);
        }

        ((int)result["summary"]!["headcount_after"]!).ShouldBe(left[^1]);
    }

    [Fact]
    public async Task The_same_seed_has_the_same_answer_and_another_seed_another()
    {
        var first = (await RunAsync(Request(seed: 7))).ToJsonString();

        (await RunAsync(Request(seed: 7))).ToJsonString().ShouldBe(first);
        (await RunAsync(Request(seed: 8))).ToJsonString().ShouldNotBe(first);
        // From the model's own definition: another machine, version or engine must not change it.
        ((double)JsonNode.Parse(first)!["simulation_steps"]![0]!["roles"]![0]!["automation_share"]!).ShouldBe(Automation.Run(new(5, "Test Corp", 0.3, [new("Software Engineer", 10, 10_000_000)], 7)).SimulationSteps[0].Roles[0].AutomationShare);
    }

    [Theory]
    [InlineData(0.0, 30)]
    [InlineData(1.0, 1)]
    public async Task Nothing_is_automated_by_nothing_and_almost_everything_by_everything(double factor, int most) =>
        ((int)(await RunAsync(Request(iterations: 100, factor: factor)))["summary"]!["headcount_after"]!).ShouldBeInRange(factor == 0 ? 30 : 0, Math.Max(most, 2));

    [Theory]
    [InlineData("""{"n_iterations":0,"company":"C","automation_factor":0.3,"roles":[{"role":"R","headcount":1,"avg_salary":1}]}""")]
    [InlineData("""{"n_iterations":10000001,"company":"C","automation_factor":0.3,"roles":[{"role":"R","headcount":1,"avg_salary":1}]}""")]
    [InlineData("""{"n_iterations":1,"company":"C","automation_factor":1.1,"roles":[{"role":"R","headcount":1,"avg_salary":1}]}""")]
    [InlineData("""{"n_iterations":1,"company":"C","automation_factor":0.3,"roles":[]}""")]
    [InlineData("""{"n_iterations":1,"company":"C","automation_factor":0.3,"roles":[{"role":"R","headcount":0,"avg_salary":1}]}""")]
    [InlineData("""{"n_iterations":1,"company":"C","automation_factor":0.3,"roles":[{"role":"R","headcount":1,"avg_salary":0}]}""")]
    [InlineData("""{"n_iterations":1,"automation_factor":0.3,"roles":[{"role":"R","headcount":1,"avg_salary":1}]}""")]
    public async Task What_cannot_be_simulated_is_told(string body) =>
        (await _chief.FailAsync(HttpMethod.Post, "/simulation/v1", HttpStatusCode.BadRequest, JsonNode.Parse(body))).Code.ShouldBe("VALIDATION_ERROR");

    private static object Request(int iterations = 5, double factor = 0.3, long seed = 0) => new
    {
        n_iterations = iterations,
        company = "Test Corp",
        automation_factor = factor,
        seed,
        roles = new[] { new { role = "Software Engineer", headcount = 10, avg_salary = 100_000m }, new { role = "Clerk", headcount = 20, avg_salary = 60_000.50m } },
    };

    private async Task<JsonNode> RunAsync(object request)
    {
        var (status, body) = await _chief.AskAsync(HttpMethod.Post, "/simulation/v1", request);
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }
}

public sealed class SimulationTests_together_on_SQLite(WorkforceTogetherOnSqlite host) : SimulationTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

public sealed class SimulationTests_apart_on_SQLite(WorkforceApartOnSqlite host) : SimulationTests(host), IClassFixture<WorkforceApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class SimulationTests_together_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : SimulationTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class SimulationTests_apart_on_PostgreSQL(WorkforceApartOnPostgreSql host) : SimulationTests(host), IClassFixture<WorkforceApartOnPostgreSql>;
