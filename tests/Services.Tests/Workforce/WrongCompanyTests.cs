using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Pipeline;
using Seaworthy.Workforce;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>
/// Every endpoint, called with the ids of another company's rows by somebody of the wrong company, by somebody of none and by nobody. An
/// endpoint that is not listed here fails the first test.
/// </summary>
[Trait("Requirement", "R15")]
public abstract class WrongCompanyTests(WorkforceHost host)
{
    private const string Secret = "Nordgeheim";

    // Alike for all, or about the caller alone: nothing of a company is in them.
    private static readonly string[] Shared =
    [
        "POST /auth/check_auth", "GET /master_companies", "POST /simulation/v1", "GET /roles", "GET /roles/{id:long}", "GET /roles/{id:long}/adjacency",
        "GET /tasks", "GET /tasks/autocomplete", "GET /tasks/{id:long}",
    ];

    // The caller's own rows, whoever calls.
    private static readonly string[] Own =
        ["GET /companies", "GET /users", "GET /documents", "GET /workflows", "GET /workflow_history", "GET /scores", "GET /get_chro_data", "GET /users/autocomplete?q=nord"];

    // A new row of the caller's own company.
    private static readonly Dictionary<string, object> New = new()
    {
        ["POST /users"] = new { email = "walker@south.example", username = "walker", full_name = "Walker" },
        ["POST /documents"] = new { title = "Walk", content = "Text" },
        ["POST /workflows"] = new { name = "Walk", steps = new[] { new { name = "Step" } } },
    };

    // A row of a company by its id.
    private static readonly Dictionary<string, object?> Foreign = new()
    {
        ["GET /companies/{id:long}"] = null,
        ["PUT /companies/{id:long}"] = new { name = "Taken", industry = "Taken" },
        ["GET /users/{id:long}"] = null,
        ["PUT /users/{id:long}"] = new { email = "taken@south.example", username = "taken", full_name = "Taken" },
        ["GET /documents/{id:long}"] = null,
        ["PUT /documents/{id:long}/status"] = new { status = "processing" },
        ["GET /workflows/{id:long}"] = null,
        ["PUT /workflows/{id:long}"] = new { name = "Taken", status = "active", steps = new[] { new { name = "Taken" } } },
        ["GET /workflow_history/{id:long}"] = null,
        ["PUT /workflow_history/{id:long}"] = new { status = "validated", score = 1 },
        ["POST /workflows/{workflow:long}/history"] = new { status = "validated", score = 1 },
        ["GET /scores/{id:long}"] = null,
        ["POST /workflows/{workflow:long}/score"] = null,
    };

    private readonly EtterClient _chief = new(host);

    [Fact]
    public void No_endpoint_is_left_out()
    {
        var mapped = host.App.App.Services.GetRequiredService<EndpointPlans>().All
            .Where(plan => plan.Service.Name == WorkforceModule.Info.Name && plan.Route.Contains("/api/etter/", StringComparison.Ordinal) && !plan.Route.EndsWith("/health", StringComparison.Ordinal))
            .SelectMany(plan => plan.Methods.Where(method => method != "HEAD").Select(method => $"{method} {plan.Route[(plan.Route.IndexOf("/api/etter", StringComparison.Ordinal) + "/api/etter".Length)..]}"));

        string[] listed = [.. Shared, .. Own.Select(call => call.Split('?')[0]), .. New.Keys, .. Foreign.Keys];
        mapped.Where(call => !call.Contains(" /auth/", StringComparison.Ordinal) || call.EndsWith("/check_auth", StringComparison.Ordinal)).Except(listed).ShouldBeEmpty(); // an account is nobody's but its own
        listed.Except(mapped).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_of_another_company_finds_changes_and_is_told_nothing()
    {
        var ids = await FillAsync();
        var before = await SeenAsync(ids);
        var stranger = _chief.As(WorkforceHost.Stranger);

        foreach (var (call, body) in Foreign)
        {
            var (status, text) = await CallAsync(stranger, call, ids, body);
            status.ShouldBe(HttpStatusCode.NotFound, $"{call}: {text}");
            text.ShouldNotContain(Secret);
        }

        foreach (var call in Own)
        {
            var (status, text) = await CallAsync(stranger, call, ids, null);
            status.ShouldBe(HttpStatusCode.OK, $"{call}: {text}");
            text.ShouldNotContain(Secret, Case.Insensitive, call);
        }

        foreach (var (call, body) in New)
        {
            var (status, text) = await CallAsync(stranger, call, ids, body);
            status.ShouldBe(HttpStatusCode.Created, $"{call}: {text}");
            JsonNode.Parse(text)!["data"]!["company_id"]?.GetValue<long>().ShouldBe(WorkforceHost.North + 1);
        }

        (await SeenAsync(ids)).ShouldBe(before);
    }

    [Fact]
    public async Task Nobody_and_somebody_of_no_company_are_let_in_nowhere()
    {
        var ids = await FillAsync();
        var before = await SeenAsync(ids);

        foreach (var (who, expected) in new[] { (_chief.As(null), HttpStatusCode.Unauthorized), (_chief.As("somebody@nowhere.example"), HttpStatusCode.Forbidden) })
        {
            foreach (var (call, body) in Foreign.Concat(Own.Select(call => KeyValuePair.Create(call, (object?)null))).Concat(New.Select(call => KeyValuePair.Create(call.Key, (object?)call.Value))))
            {
                var (status, text) = await CallAsync(who, call, ids, body);
                status.ShouldBe(expected, $"{call}: {text}");
                text.ShouldNotContain(Secret);
            }
        }

        (await SeenAsync(ids)).ShouldBe(before);
    }

    // One row of each kind whose texts tell whose it is.
    private async Task<Dictionary<string, long>> FillAsync()
    {
        var workflow = await _chief.NewWorkflowAsync(Secret);
        var unique = Guid.NewGuid().ToString("N");
        return new()
        {
            ["companies"] = WorkforceHost.North,
            ["users"] = (long)(await _chief.PostAsync("/users", new { email = $"{unique}@north.example", username = Secret, full_name = Secret }))["id"]!,
            ["documents"] = (long)(await _chief.PostAsync("/documents", new { title = Secret, content = Secret }))["id"]!,
            ["workflows"] = workflow,
            ["workflow_history"] = (long)(await _chief.PostAsync($"/workflows/{workflow}/history", new { status = "in_progress", notes = Secret }))["id"]!,
            ["scores"] = 1,
        };
    }

    // What the company itself sees of them.
    private async Task<string> SeenAsync(Dictionary<string, long> ids)
    {
        var seen = new List<string>();
        foreach (var (kind, id) in ids.Where(one => one.Key != "scores"))
        {
            seen.Add((await _chief.GetAsync($"/{kind}/{id}"))["data"]!.ToJsonString());
        }

        return string.Join('\n', seen);
    }

    private static async Task<(HttpStatusCode Status, string Text)> CallAsync(EtterClient who, string call, Dictionary<string, long> ids, object? body)
    {
        var (method, path) = (new HttpMethod(call.Split(' ')[0]), call.Split(' ')[1]);
        var id = ids.GetValueOrDefault(path.Split('/', '?')[1]);
        path = path.Replace("{id:long}", $"{id}", StringComparison.Ordinal).Replace("{workflow:long}", $"{id}", StringComparison.Ordinal);
        using var answer = await who.SendAsync(method, path, body, ifMatch: method == HttpMethod.Put ? "\"1\"" : null);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

public sealed class Wrong_companies_on_SQLite(WorkforceTogetherOnSqlite host) : WrongCompanyTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Wrong_companies_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : WrongCompanyTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;
