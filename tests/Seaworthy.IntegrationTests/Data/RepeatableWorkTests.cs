using Microsoft.EntityFrameworkCore;
using Npgsql;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>A unit of work whose connection somebody ends.</summary>
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class RepeatableWorkTests : IAsyncLifetime
{
    private GroceryData _data = null!;
    private int _attempts;

    public async Task InitializeAsync()
    {
        _data = await GroceryData.CreateAsync("postgresql");
        await _data.Database.MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_may_be_done_again_is_and_is_there_once(int ends)
    {
        await WorkAsync(_data.Session.Repeatable(), (db, ct) => _attempts <= ends ? EndAsync(db, ct) : Task.CompletedTask);

        _attempts.ShouldBe(ends + 1);
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Whose_connection_ends_again_and_again_is_told_at_the_third()
    {
        await Should.ThrowAsync<Exception>(WorkAsync(_data.Session.Repeatable(), EndAsync));

        _attempts.ShouldBe(3);
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_does_not_say_that_it_may_be_is_not_done_again()
    {
        await Should.ThrowAsync<Exception>(WorkAsync(_data.Session, EndAsync));

        _attempts.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_waited_for_in_vain_is_not_done_again()
    {
        await Should.ThrowAsync<Exception>(WorkAsync(_data.Session.Repeatable(), async (db, ct) =>
        {
            db.Database.SetCommandTimeout(1);
            await db.Database.ExecuteSqlRawAsync("select pg_sleep(30)", ct);
        }));

        _attempts.ShouldBe(1);
    }

    [Fact]
    public async Task What_has_failed_for_another_reason_is_not_done_again()
    {
        await Should.ThrowAsync<Exception>(WorkAsync(_data.Session.Repeatable(), (db, ct) => db.Database.ExecuteSqlRawAsync("select 1 / 0", ct)));

        _attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Once_the_commit_is_on_its_way_nothing_is_done_again()
    {
        await Should.ThrowAsync<Exception>(WorkAsync(_data.Session.Repeatable(), (db, _) => TerminateAsync(db)));

        _attempts.ShouldBe(1);
    }

    private Task<int> WorkAsync(Session<GroceryDb> session, Func<GroceryDb, CancellationToken, Task> then) => session.WriteAsync(
        async (db, ct) =>
        {
            _attempts++;
            db.Categories.Add(new() { Name = "once", Slug = "once" });
            await db.SaveChangesAsync(ct);
            await then(db, ct);
            return 0;
        },
        default);

    private Task<int> CountAsync() => _data.Session.ReadAsync((db, ct) => db.Categories.CountAsync(ct), default);

    private async Task EndAsync(GroceryDb db, CancellationToken cancellationToken)
    {
        await TerminateAsync(db);
        await db.Categories.CountAsync(cancellationToken);
    }

    private async Task TerminateAsync(GroceryDb db)
    {
        await using var connection = await _data.Database.Sql.OpenProbeAsync(default);
        await using var command = connection.CreateCommand();
        // With a time: it returns when it is gone.
        command.CommandText = $"select pg_terminate_backend({((NpgsqlConnection)db.Database.GetDbConnection()).ProcessID}, 10000)";
        (await command.ExecuteScalarAsync()).ShouldBe(true);
    }
}
