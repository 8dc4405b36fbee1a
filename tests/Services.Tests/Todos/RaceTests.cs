using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Todos.Bulk;
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

        using var answer = await BesideAsync(
            $"update todos.{rows} set version = version + 1 where id = {id}", () => _client.SendAsync(HttpMethod.Delete, $"/api/v2/{rows}/{id}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _client.AskAsync(HttpMethod.Get, $"/api/v2/{rows}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_has_named_a_version_is_refused_at_that_moment()
    {
        var id = await _client.NewAsync(new { title = "Changed" });

        using var answer = await BesideAsync(
            $"update todos.todos set version = version + 1 where id = {id}", () => _client.SendAsync(HttpMethod.Delete, $"{TodosClient.Todos}/{id}", ifMatch: "\"1\""));

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("tags")]
    [InlineData("employees")]
    public async Task A_todo_that_names_what_is_deleted_at_that_moment_is_a_conflict(string rows)
    {
        var id = rows == "tags" ? await _client.NewTagAsync() : await _client.NewEmployeeAsync();
        object todo = rows == "tags" ? new { title = "Late", tag_ids = new[] { id } } : new { title = "Late", assignee_id = id };

        using var answer = await BesideAsync($"delete from todos.{rows} where id = {id}", () => _client.SendAsync(HttpMethod.Post, TodosClient.Todos, todo));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData(BulkAction.Complete)]
    [InlineData(BulkAction.Delete)]
    [InlineData(BulkAction.Retag)]
    [InlineData(BulkAction.Reassign)]
    public async Task Many_at_once_go_on_beside_whoever_takes_one_of_them_away_and_count_what_they_have_changed(string action)
    {
        var (gone, there) = (await _client.NewAsync(new { title = "Gone" }), await _client.NewAsync(new { title = "There" }));
        var order = new BulkOrder(action, [gone, there], null, 0, [await _client.NewTagAsync()], await _client.NewEmployeeAsync(), false);
        var state = new BulkRun();

        await BesideAsync($"delete from todos.todos where id = {gone}", () => host.Session.WriteAsync((db, ct) => host.Get<BulkBatches>().NextAsync(db, order, state, ct), default));

        state.Changed.ShouldBe(1);
    }

    // Commits when the request waits for what it has written.
    private async Task<T> BesideAsync<T>(string sql, Func<Task<T>> ask)
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
        return await asked.Request;
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
