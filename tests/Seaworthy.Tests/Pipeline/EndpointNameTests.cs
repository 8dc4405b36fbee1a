using Microsoft.AspNetCore.Builder;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Pipeline;

/// <summary>Findings and spans are kept by an endpoint's name, so a caller must not be able to make names.</summary>
[Trait("Requirement", "R30")]
public sealed class EndpointNameTests
{
    [Theory]
    [InlineData("TELEPORT", "/any", "_OTHER /any")]
    [InlineData("TELEPORT2", "/any", "_OTHER /any")]
    [InlineData("PATCH", "/any", "PATCH /any")]
    [InlineData("get", "/one", "GET /one")]
    [InlineData("PURGE", "/purged", "PURGE /purged")]
    public async Task Methods_of_callers_own_make_no_names(string method, string path, string name)
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.Map("/any", (CurrentRequest current) => current.Scope!.Endpoint);
            app.MapGet("/one", (CurrentRequest current) => current.Scope!.Endpoint);
            app.MapMethods("/purged", ["PURGE"], (CurrentRequest current) => current.Scope!.Endpoint);
        });

        using var response = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        (await response.Content.ReadAsStringAsync()).ShouldBe(name);
    }
}
