using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>S3's limit: a hundred lists of todos a minute, and what else is asked is not counted with them.</summary>
[Trait("Requirement", "R1")]
[Trait("Requirement", "R2")]
public sealed class S3LimitTests(TodoAppHost host) : IClassFixture<TodoAppHost>
{
    [Fact]
    public async Task The_hundred_and_first_list_of_a_minute_is_refused_and_a_new_todo_is_not()
    {
        for (var n = 0; n < 100; n++)
        {
            using var answer = await host.App.Client.GetAsync(new Uri("/todos/", UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await host.App.Client.GetAsync(new Uri("/todos/", UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        ((string)(await refused.Content.ReadFromJsonAsync<JsonNode>())!["error"]!["message"]!).ShouldStartWith("Rate limit exceeded");
        (await host.App.Client.PostAsJsonAsync("/todos/", new { title = "Still" })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }
}
