using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Pipeline;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>Until it can be asked who somebody is, the admin area is for whoever sits at a developer's machine.</summary>
public sealed class AdminTests(AdminApartOnSqlite desk, GroceryApartOnSqlite live)
    : IClassFixture<AdminApartOnSqlite>, IClassFixture<GroceryApartOnSqlite>
{
    [Theory]
    [InlineData("/admin/products/1/image")]
    [InlineData("/grocery/admin/products/1/image")]
    public async Task It_is_there_in_Development_for_this_machine_only(string path)
    {
        using var stranger = new HttpRequestMessage(HttpMethod.Delete, path);
        stranger.Headers.Add("X-Forwarded-For", "203.0.113.9");

        (await desk.Client.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await desk.Client.SendAsync(stranger)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await live.Client.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Every_endpoint_of_it_is_for_this_machine_only()
    {
        var admin = Plans(desk).Where(plan => plan.Route.Contains("/admin/")).ToList();

        admin.ShouldNotBeEmpty();
        admin.ShouldAllBe(plan => plan.IsLoopbackOnly);
        Plans(live).ShouldNotContain(plan => plan.Route.Contains("/admin/"));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task No_description_names_it(string version) =>
        (await desk.Client.GetStringAsync($"/grocery/openapi/{version}.json")).ShouldNotContain("admin");

    private static IReadOnlyList<EndpointPlan> Plans(GroceryHost host) => host.App.App.Services.GetRequiredService<EndpointPlans>().All;
}
