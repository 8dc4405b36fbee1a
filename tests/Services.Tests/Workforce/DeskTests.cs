using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Pipeline;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Workforce as it is served to others, with the default list of networks: this machine.</summary>
public class WorkforceInProduction : WorkforceTogetherOnSqlite
{
    protected override string Environment => Environments.Production;
}

public sealed class WorkforceInProductionOnPostgreSql : WorkforceInProduction
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

/// <summary>The desk from which workforce is administered: over all companies, for admins on its networks.</summary>
[Trait("Requirement", "R12")]
[Trait("Requirement", "R15")]
public abstract class DeskTests(WorkforceInProduction host)
{
    private const string Service = "workforce";
    private const string Trail = "/workforce/admin/trail";
    private const string Companies = "/workforce/admin/companies";
    private const string Users = "/workforce/api/etter/users";

    [Theory]
    [InlineData(Trail)]
    [InlineData(Companies)]
    public async Task It_is_for_admins_on_its_networks(string path)
    {
        var (admin, other) = (await TokenAsync("desk@etter.example", "admin"), await TokenAsync(WorkforceHost.Chief, "owner", "manager"));
        var (_, key) = await host.App.NewKeyAsync(Service, $"{WorkforceHost.North}", "admin", "users:read", "users:write");

        (await AskAsync(path, admin)).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(path, other)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(path, null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(path, null, (ApiKeyText.Header, key))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var (status, body) = await AskAsync(path, admin, ("X-Forwarded-For", "203.0.113.9"));
        status.ShouldBe(HttpStatusCode.Forbidden);
        body.ToJsonString().ShouldContain("IP not whitelisted");
    }

    [Fact]
    public void Every_endpoint_of_it_is_behind_the_list_and_the_role()
    {
        var desk = host.App.App.Services.GetRequiredService<EndpointPlans>().All.Where(plan => plan.Service.Name == Service && plan.Route.Contains("/admin/", StringComparison.Ordinal)).ToList();

        desk.Count.ShouldBe(3);
        desk.ShouldAllBe(plan => plan.HasNetworks && plan.Access.Callers.Value == "role admin");
    }

    [Fact]
    public async Task No_description_names_it() => (await host.Client.GetStringAsync("/workforce/openapi/v1.json")).ShouldNotContain("/admin/");

    [Fact]
    public async Task It_reads_what_was_done_at_every_company_and_says_whose_it_was()
    {
        var admin = await TokenAsync("desk@etter.example", "admin");
        var (north, south) = (await HireAsync(WorkforceHost.Chief), await HireAsync(WorkforceHost.Stranger));

        (await LineAsync(admin, north)).ShouldBe(("created", WorkforceHost.North));
        (await LineAsync(admin, south)).ShouldBe(("created", WorkforceHost.North + 1));
        var (_, ofNorth) = await AskAsync($"{Trail}?tenant={WorkforceHost.North}&limit=100", admin);
        ofNorth["items"]!.AsArray().Select(line => (long)line!["tenant"]!).Distinct().ShouldBe([WorkforceHost.North]);
    }

    [Fact]
    public async Task It_lists_the_companies_by_the_numbers_that_keys_are_made_for()
    {
        var (_, page) = await AskAsync($"{Companies}?fields=id,name", await TokenAsync("desk@etter.example", "admin"));

        page["data"]!.AsArray().Select(company => ((long)company!["id"]!, (string)company["name"]!)).ShouldBe([(1, "North Corp"), (2, "South Corp")]);
    }

    private async Task<string> HireAsync(string who)
    {
        var (status, body) = await AskAsync(Users, await TokenAsync(who), body: new { email = $"{Guid.NewGuid():N}@new.example", username = "new", full_name = "New Here" });
        status.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
        return body["data"]!["id"]!.ToString();
    }

    private async Task<(string, long)> LineAsync(string admin, string user)
    {
        var (_, page) = await AskAsync($"{Trail}?object_kind=user&object_id={user}", admin);
        var line = page["items"]!.AsArray().ShouldHaveSingleItem()!;
        return ((string)line["action"]!, (long)line["tenant"]!);
    }

    private Task<string> TokenAsync(string email, params string[] roles) => host.App.TokenAsync<WorkforceDb>(Service, email, tenant: null, roles);

    private async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync(string path, string? token, (string Name, string Value)? header = null, object? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (header is { } sent)
        {
            request.Headers.Add(sent.Name, sent.Value);
        }

        using var answer = await host.Client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}

public sealed class Desk_on_SQLite(WorkforceInProduction host) : DeskTests(host), IClassFixture<WorkforceInProduction>;

[Trait("Server", "PostgreSQL")]
public sealed class Desk_on_PostgreSQL(WorkforceInProductionOnPostgreSql host) : DeskTests(host), IClassFixture<WorkforceInProductionOnPostgreSql>;

/// <summary>At a developer's machine it is for whoever sits there.</summary>
[Trait("Requirement", "R12")]
public sealed class DeskInDevelopmentTests(WorkforceApartOnSqlite host) : IClassFixture<WorkforceApartOnSqlite>
{
    [Theory]
    [InlineData("/admin/trail")]
    [InlineData("/workforce/admin/companies")]
    public async Task In_Development_it_is_for_this_machine_only(string path)
    {
        using var stranger = new HttpRequestMessage(HttpMethod.Get, path);
        stranger.Headers.Add("X-Forwarded-For", "203.0.113.9");

        (await host.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Client.SendAsync(stranger)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
