using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Two processes of the todos that share a database and a Redis: one list, the same numbers.</summary>
[Trait("Requirement", "R37")]
[Trait("Requirement", "R39")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
public sealed class SharedTodosTests(TodosOnRedis host) : IClassFixture<TodosOnRedis>
{
    // Half a second is what the cache promises; the rest is room for a machine that is busy with other tests.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private readonly TodosClient _client = new(host);

    [Fact]
    public async Task What_one_process_or_its_job_changes_the_other_shows_within_the_bound()
    {
        await using var other = await host.StartAnotherAsync();
        var (before, id) = ((long)(await AskAsync(other, "/todos/stats"))["total"]!, await _client.NewAsync(new { title = "Shared" }));

        await UntilAsync(other, "/todos/stats", stats => (long)stats["total"]! == before + 1);
        await UntilAsync(other, "/todos/?limit=1", page => (long)page["items"]![0]!["id"]! == id);
        await _client.BulkAsync(new { action = "complete", ids = new[] { id } });
        await UntilAsync(other, "/todos/?limit=1", page => (bool)page["items"]![0]!["completed"]!);
    }

    private static async Task UntilAsync(TestApp app, string path, Func<JsonNode, bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo(await AskAsync(app, path)))
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Bound, path);
        }
    }

    private static async Task<JsonNode> AskAsync(TestApp app, string path) => (await app.Client.GetFromJsonAsync<JsonNode>(path))!;
}
