using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>S1's limit: ten orders a minute, and what else an address asks is not counted with them.</summary>
[Trait("Requirement", "R1")]
[Trait("Requirement", "R2")]
public sealed class S1LimitTests(CoffeeShopHost host) : IClassFixture<CoffeeShopHost>
{
    [Fact]
    public async Task The_eleventh_order_of_a_minute_is_refused_and_the_menu_is_not()
    {
        var answers = new List<HttpResponseMessage>();
        for (var n = 0; n < 11; n++)
        {
            answers.Add(await host.App.Client.PostAsJsonAsync("/api/v1/orders/", new { items = new[] { new { menu_item_id = 1, quantity = 1 } } }));
        }

        answers.Take(10).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        answers[10].StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        ((string)(await answers[10].Content.ReadFromJsonAsync<JsonNode>())!["detail"]!).ShouldStartWith("Rate limit exceeded");
        answers[10].Headers.RetryAfter.ShouldNotBeNull();
        (await host.App.Client.GetAsync("/api/v1/menu-items/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        answers.ForEach(answer => answer.Dispose());
    }
}
