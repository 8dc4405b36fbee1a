using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>Each class of tests has a database of its own, which goes with it.</summary>
[Trait("Requirement", "R68")]
public sealed class IsolationTests
{
    [Fact]
    public async Task What_one_writes_another_does_not_see()
    {
        var (first, second) = (new DocumentHost(), new DocumentHost());
        await first.InitializeAsync();
        await second.InitializeAsync();
        try
        {
            var before = await TotalAsync(second);
            using var body = new StringContent("""{"name":"Only here","price":1,"description":""}""", System.Text.Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/products/") { Content = body, Headers = { { "Authorization", "Development test@example.com" } } };
            (await first.App.Client.SendAsync(request)).EnsureSuccessStatusCode();

            (await TotalAsync(first)).ShouldBe(before + 1);
            (await TotalAsync(second)).ShouldBe(before);
        }
        finally
        {
            await first.DisposeAsync();
            await second.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nothing_is_left_of_it()
    {
        var database = TestDatabase.Sqlite();
        Directory.Exists(database.Folder).ShouldBeTrue();

        await database.DisposeAsync();

        Directory.Exists(database.Folder).ShouldBeFalse();
    }

    private static async Task<int> TotalAsync(DocumentHost host) =>
        (int)JsonNode.Parse(await host.App.Client.GetStringAsync("/api/products/?size=1"))!["total"]!;
}
