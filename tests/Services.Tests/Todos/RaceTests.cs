using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Todos.Data;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Requests that meet a transaction which has written and not committed yet, as only PostgreSQL has them: SQLite's writers wait for each other.</summary>
[Trait("Server", "PostgreSQL")]
[Trait("Requirement", "R42")]
public sealed class RaceTests(TodosOnPostgreSql host) : IClassFixture<TodosOnPostgreSql>
{
    private readonly TodosClient _client = new(host);

    [Theory]
    [InlineData("todos")]
    [InlineData("tags")]
    [InlineData("employees")]
    public async Task Whoever_deletes_without_a_version_has_deleted_though_somebody_has_changed_it_at_that_moment(string rows)
    {
        var id = rows switch { "todos" => await _client.NewAsync(new { title = "Changed" }), "tags" => await _client.NewTagAsync(), _ => await _client.NewEmployeeAsync() };

        var status = await BesideAsync(
            $"update todos.{rows} set version = version + 1 where id = {id}", () => _client.SendAsync(HttpMethod.Delete, $"/api/v2/{rows}/{id}"));

        status.ShouldBe(HttpStatusCode.NoContent);
        (await _client.AskAsync(HttpMethod.Get, $"/api/v2/{rows}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_has_named_a_version_is_refused_at_that_moment()
    {
        var id = await _client.NewAsync(new { title = "Changed" });

        var status = await BesideAsync(
            $"update todos.todos set version = version + 1 where id = {id}", () => _client.SendAsync(HttpMethod.Delete, $"{TodosClient.Todos}/{id}", ifMatch: "\"1\""));

        status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("tags")]
    [InlineData("employees")]
    public async Task A_todo_that_names_what_is_deleted_at_that_moment_is_a_conflict(string rows)
    {
        var id = rows == "tags" ? await _client.NewTagAsync() : await _client.NewEmployeeAsync();
        object todo = rows == "tags" ? new { title = "Late", tag_ids = new[] { id } } : new { title = "Late", assignee_id = id };

        var status = await BesideAsync($"delete from todos.{rows} where id = {id}", () => _client.SendAsync(HttpMethod.Post, TodosClient.Todos, todo));

        status.ShouldBe(HttpStatusCode.Conflict);
    }

    // Commits when the request waits for what it has written.
    private async Task<HttpStatusCode> BesideAsync(string sql, Func<Task<HttpResponseMessage>> ask)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var asked = await host.Session.WriteAsync(
            async (db, ct) =>
            {
                await host.Session.ExecuteAsync(db, [new SqlStatement(sql)], ct);
                var request = ask();
                await UntilItWaitsAsync(db, ct);
                return (Request: request, 0);
            },
            patience.Token);
        using var answer = await asked.Request;
        return answer.StatusCode;
    }

    private async Task UntilItWaitsAsync(TodosDb db, CancellationToken cancellationToken)
    {
        var process = ((NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
        var waiting = new SqlStatement($"select count(*) from pg_stat_activity where {process} = any(pg_blocking_pids(pid))");
        while ((await host.Session.ReadAsync(waiting, row => row.GetInt64(0), cancellationToken))[0] == 0)
        {
        }
    }
}
