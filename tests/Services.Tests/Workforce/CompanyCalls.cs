using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Pipeline;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Every call of workforce, by whose rows it shows or changes; what is not listed fails the first of <see cref="WrongCompanyTests"/>.</summary>
internal static class CompanyCalls
{
    /// <summary>Stands in all texts of the rows that are somebody else's.</summary>
    public const string Secret = "Nordgeheim";

    /// <summary>Alike for all, or about the caller alone: nothing of a company is in them.</summary>
    public static readonly string[] Shared =
    [
        "POST /auth/check_auth", "GET /master_companies", "GET /master_companies/by-cursor", "GET /roles/by-cursor", "GET /tasks/by-cursor", "POST /simulation/v1", "GET /roles", "GET /roles/{id:long}", "GET /roles/{id:long}/adjacency",
        "GET /tasks", "GET /tasks/autocomplete", "GET /tasks/{id:long}",
    ];

    /// <summary>The caller's own rows, whoever calls.</summary>
    public static readonly string[] Own =
    [
        "GET /companies", "GET /users", "GET /documents", "GET /workflows", "GET /workflow_history", "GET /scores", "GET /get_chro_data", "GET /users/autocomplete?q=nord",
        "GET /users/by-cursor", "GET /documents/by-cursor", "GET /workflows/by-cursor", "GET /workflow_history/by-cursor", "GET /scores/by-cursor",
    ];

    /// <summary>A new row of the caller's own company.</summary>
    public static Dictionary<string, object> New => new()
    {
        ["POST /users"] = new { email = $"{Guid.NewGuid():N}@south.example", username = "walker", full_name = "Walker" },
        ["POST /documents"] = new { title = "Walk", content = "Text" },
        ["POST /workflows"] = new { name = "Walk", steps = new[] { new { name = "Step" } } },
    };

    /// <summary>A row of a company by its id.</summary>
    public static readonly Dictionary<string, object?> Foreign = new()
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
        ["GET /simulation/v1/tasks/{id:guid}"] = null,
        ["POST /simulation/v1/tasks/{id:guid}/cancel"] = null,
    };

    /// <summary>All that is not alike for everybody, with its body.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> OfCompanies =>
        Foreign.Concat(Own.Select(call => KeyValuePair.Create(call, (object?)null))).Concat(New.Select(call => KeyValuePair.Create(call.Key, (object?)call.Value)));

    /// <summary>The scopes that endpoints name, by their calls as the lists here have them; a call that is missing is for people.</summary>
    public static Dictionary<string, string> ScopesOf(WorkforceHost host) => (
        from plan in host.App.App.Services.GetRequiredService<EndpointPlans>().All
        where plan.Access.KeyScope is not null
        from call in OfCompanies
        where plan.Methods.Contains(call.Key.Split(' ')[0]) && plan.Route == $"/workforce/api/etter{call.Key.Split(' ', '?')[1]}"
        select (call.Key, plan.Access.KeyScope!)).ToDictionary();

    /// <summary>One row of each kind whose texts tell whose it is.</summary>
    public static async Task<Dictionary<string, object>> FillAsync(EtterClient chief)
    {
        var workflow = await chief.NewWorkflowAsync(Secret);
        var unique = Guid.NewGuid().ToString("N");
        return new()
        {
            ["companies"] = WorkforceHost.North,
            ["users"] = (long)(await chief.PostAsync("/users", new { email = $"{unique}@north.example", username = Secret, full_name = Secret }))["id"]!,
            ["documents"] = (long)(await chief.PostAsync("/documents", new { title = Secret, content = Secret }))["id"]!,
            ["workflows"] = workflow,
            ["workflow_history"] = (long)(await chief.PostAsync($"/workflows/{workflow}/history", new { status = "in_progress", notes = Secret }))["id"]!,
            ["scores"] = 1,
            ["simulation"] = await chief.SimulateAsync(new { n_iterations = 101, company = Secret, automation_factor = 0.3, roles = new[] { new { role = Secret, headcount = 10, avg_salary = 100 } } }),
        };
    }

    /// <summary>What the company itself sees of them.</summary>
    public static async Task<string> SeenAsync(EtterClient chief, Dictionary<string, object> ids)
    {
        var seen = new List<string>();
        foreach (var (kind, id) in ids.Where(one => one.Key is not ("scores" or "simulation")))
        {
            seen.Add((await chief.GetAsync($"/{kind}/{id}"))["data"]!.ToJsonString());
        }

        return string.Join('\n', seen);
    }

    public static async Task<(HttpStatusCode Status, string Text)> CallAsync(EtterClient who, string call, Dictionary<string, object> ids, object? body)
    {
        var (method, path) = (new HttpMethod(call.Split(' ')[0]), call.Split(' ')[1]);
        var id = ids.GetValueOrDefault(path.Split('/', '?')[1]);
        path = path.Replace("{id:long}", $"{id ?? 0}", StringComparison.Ordinal).Replace("{workflow:long}", $"{id ?? 0}", StringComparison.Ordinal).Replace("{id:guid}", $"{id ?? Guid.Empty}", StringComparison.Ordinal);
        using var answer = await who.SendAsync(method, path, body, ifMatch: method == HttpMethod.Put ? "\"1\"" : null);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
