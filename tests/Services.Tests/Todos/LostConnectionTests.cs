using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.QueryBudgets;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Somebody ends the connection in the middle of a request that writes.</summary>
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class LostConnectionTests(TodosOnPostgreSql host) : IClassFixture<TodosOnPostgreSql>
{
    // A sequence counts what is rolled back too.
    private static readonly string[] EndsOnce =
    [
        "create sequence todos.ends",
        """
        create function todos.end_once() returns trigger language plpgsql as $$
        begin
            if nextval('todos.ends') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
            return new;
        end $$
        """,
        "create trigger ends before insert on todos.todos for each row execute function todos.end_once()",
    ];

    [Fact]
    public async Task Whoever_has_a_key_notices_nothing_and_has_his_todo_once()
    {
        await host.Session.WriteAsync((db, ct) => host.Session.ExecuteAsync(db, [.. EndsOnce.Select(sql => new SqlStatement(sql))], ct), default);

        var (status, made) = await PostAsync();
        var (again, shown) = await PostAsync();

        (status, again).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        shown!.ToJsonString().ShouldBe(made!.ToJsonString());
        (await host.Session.ReadAsync(new("select count(*) from todos.todos where title = 'once'"), row => row.GetInt64(0), default)).ShouldBe([1]);
        host.Get<QueryBudget>().Findings.ShouldBeEmpty();
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Prefix}{TodosClient.Todos}") { Content = JsonContent.Create(new { title = "once" }), Headers = { { "Idempotency-Key", "once" } } };
        using var answer = await host.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonNode>());
    }
}
