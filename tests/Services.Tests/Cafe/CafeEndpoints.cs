using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cafe;
using Seaworthy.Pipeline;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>Every endpoint of the cafe, by the application's own list, with what of the first restaurant it is asked for.</summary>
internal sealed class CafeEndpoints(CafeOnSqlite host)
{
    public static readonly string[] Lists = ["orders", "tables", "users", "categories", "menu-items"];

    private readonly CafeClient _owner = new(host);

    /// <summary>All but accounts.</summary>
    public IEnumerable<EndpointPlan> All =>
        host.App.App.Services.GetRequiredService<EndpointPlans>().All.Where(plan => plan.Service.Name == CafeModule.Info.Name && plan.Route.Contains("/api/", StringComparison.Ordinal) && !plan.Route.Contains("/auth/", StringComparison.Ordinal) && plan.Methods.Count > 0);

    public (HttpMethod Method, string Route) CallOf(EndpointPlan plan) => (new(plan.Methods[0]), plan.Route[host.Prefix.Length..]);

    public static bool IsForGuests(EndpointPlan plan) => plan.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    /// <summary>A stream, which does not end by itself.</summary>
    public static bool IsFeed(EndpointPlan plan) => plan.Route.EndsWith("/feed", StringComparison.Ordinal);

    /// <summary>Everything of the first restaurant, by which part of the route it is asked.</summary>
    public async Task<Dictionary<string, string>> IdsAsync()
    {
        var report = (string)(await _owner.PostAsync("/api/v1/reports/daily?date=2026-01-01", status: HttpStatusCode.Accepted))["task_id"]!;
        return new()
        {
            ["orders"] = (string)(await _owner.GetAsync("/api/v1/orders/?limit=1"))["items"]![0]!["id"]!,
            ["tables"] = "1",
            ["users"] = "1",
            ["categories"] = "1",
            ["menu-items"] = "1",
            ["restaurants"] = "1",
            ["reports"] = report,
            ["tasks"] = report,
        };
    }

    public static string Path(string route, Dictionary<string, string> ids) =>
        Regex.Replace(route, @"\{id[^}]*\}", _ => ids[ids.Keys.Single(part => route.Contains($"/{part}/", StringComparison.Ordinal))]);

    public static JsonNode? BodyOf(string route) => JsonNode.Parse(
        route.EndsWith("/status", StringComparison.Ordinal) ? """{"status":"preparing"}"""
        : route.EndsWith("/availability", StringComparison.Ordinal) ? """{"is_available":false}"""
        : route.EndsWith("/pay", StringComparison.Ordinal) ? """{"total":7.8}"""
        : route.Contains("/menu-items", StringComparison.Ordinal) ? """{"name":"Taken over","category_id":1,"price":1}"""
        : route.Contains("/users", StringComparison.Ordinal) ? """{"email":"taken@over.example","full_name":"Taken Over","role":"owner"}"""
        : route.Contains("/orders", StringComparison.Ordinal) ? """{"items":[{"menu_item_id":1,"quantity":1}]}"""
        : """{"name":"Taken over"}""");

    /// <summary>All that it has, as its owner sees it.</summary>
    public async Task<string> AllAsync()
    {
        var all = await Task.WhenAll(Lists.Select(list => _owner.GetAsync($"/api/v1/{list}/?limit=50")));
        return string.Join('\n', all.Append(await _owner.GetAsync("/api/v1/restaurants/1")).Select(one => one.ToJsonString()));
    }

    public static async Task<IReadOnlyList<string>> NumbersAsync(CafeClient client, string list) =>
        [.. (await client.GetAsync($"/api/v1/{list}/?limit=50"))["items"]!.AsArray().Select(item => item!["id"]!.ToString())];
}
