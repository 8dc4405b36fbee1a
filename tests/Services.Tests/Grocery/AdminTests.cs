using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Pipeline;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>At a developer's machine the admin area is for whoever sits there; elsewhere it asks who comes (see <see cref="AdminNetworkTests"/>).</summary>
public sealed class AdminTests(AdminApartOnSqlite desk, GroceryApartOnSqlite live)
    : IClassFixture<AdminApartOnSqlite>, IClassFixture<GroceryApartOnSqlite>
{
    [Theory]
    [InlineData("/admin/products/1/image")]
    [InlineData("/grocery/admin/products/1/image")]
    public async Task In_Development_it_is_for_this_machine_only_and_elsewhere_for_nobody_without_a_name(string path)
    {
        using var stranger = new HttpRequestMessage(HttpMethod.Delete, path);
        stranger.Headers.Add("X-Forwarded-For", "203.0.113.9");

        (await desk.Client.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await desk.Client.SendAsync(stranger)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await live.Client.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Every_endpoint_of_it_is_for_this_machine_only_in_Development_alone()
    {
        var admin = Plans(desk).Where(plan => plan.Route.Contains("/admin/")).ToList();

        admin.ShouldNotBeEmpty();
        admin.ShouldAllBe(plan => plan.IsLoopbackOnly);
        Plans(live).ShouldNotContain(plan => plan.IsLoopbackOnly && plan.Route.Contains("/admin/"));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task No_description_names_it(string version) =>
        (await desk.Client.GetStringAsync($"/grocery/openapi/{version}.json")).ShouldNotContain("/admin");

    [Fact]
    public async Task What_is_done_there_is_a_line_of_its_trail()
    {
        (await desk.Client.PutAsJsonAsync("/admin/products/1/stock", new { quantity = 12 })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var line = JsonNode.Parse(await desk.Client.GetStringAsync("/admin/trail?object_kind=stock&object_id=1"))!["items"]![0]!;
        ((string)line["action"]!, (string)line["columns"]!, (string)line["address"]!).ShouldBe(("changed", "quantity", "127.0.0.1"));
    }

    private static IReadOnlyList<EndpointPlan> Plans(GroceryHost host) => host.App.App.Services.GetRequiredService<EndpointPlans>().All;
}
