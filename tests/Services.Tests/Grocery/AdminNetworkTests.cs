using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>The grocery as it is served to others, with tokens, and with the default list of networks: this machine.</summary>
public sealed class AdminNetworkHost : GroceryTogetherOnSqlite;

[Trait("Requirement", "R12")]
public sealed class AdminNetworkTests(AdminNetworkHost host) : IClassFixture<AdminNetworkHost>
{
    private const string Path = "/grocery/admin/orders";

    [Fact]
    public async Task The_desk_is_for_admins_on_its_networks()
    {
        (await AskAsync(role: "admin")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(role: "staff")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(role: null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData(null)]
    public async Task From_elsewhere_a_good_token_is_as_little_as_none(string? role)
    {
        var (status, body) = await AskAsync(role, from: "203.0.113.9");

        status.ShouldBe(HttpStatusCode.Forbidden);
        body.ShouldContain("IP not whitelisted");
    }

    [Fact]
    public void Every_endpoint_of_it_is_behind_the_list_and_the_role()
    {
        var admin = host.App.App.Services.GetRequiredService<Seaworthy.Pipeline.EndpointPlans>().All.Where(plan => plan.Route.Contains("/admin/")).ToList();

        admin.ShouldNotBeEmpty();
        admin.ShouldAllBe(plan => plan.HasNetworks);
    }

    [Fact]
    public async Task No_description_names_it() => (await host.Client.GetStringAsync("/grocery/openapi/v2.json")).ShouldNotContain("/admin");

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string? role, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        if (role is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await host.App.TokenAsync<GroceryDb>(GroceryModule.Info.Name, "ada@example.com", tenant: null, role));
        }

        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        using var answer = await host.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
