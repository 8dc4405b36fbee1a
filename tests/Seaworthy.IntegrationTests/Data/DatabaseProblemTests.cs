using Microsoft.EntityFrameworkCore;
using Npgsql;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Products;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>What databases say, as callers are told.</summary>
[Trait("Requirement", "R42")]
public abstract class DatabaseProblemTests(string engine) : IAsyncLifetime
{
    protected GroceryData Data { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Data = await GroceryData.CreateAsync(engine);
        await Data.Database.MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync() => await Data.DisposeAsync();

    [Fact]
    public async Task A_value_that_another_row_has_already_is_a_conflict()
    {
        await AddAsync();

        var clash = await Should.ThrowAsync<DbUpdateException>(AddAsync);

        Told(clash).ShouldBe(ProblemTypes.Conflict);
    }

    [Fact]
    public async Task What_names_a_row_that_is_gone_and_what_takes_one_away_that_is_named_are_conflicts()
    {
        var gone = await Should.ThrowAsync<DbUpdateException>(Data.Session.WriteAsync(
            (db, _) => Task.FromResult(db.Add(new Product { Name = "Nowhere", NameKey = "nowhere", CategoryId = 999_999, CreatedAt = DateTime.UnixEpoch, UpdatedAt = DateTime.UnixEpoch })), default));
        var named = await Should.ThrowAsync<Exception>(Data.Session.WriteAsync(
            async (db, ct) =>
            {
                db.Add(new Product { Name = "Named", NameKey = "named", Category = new() { Name = "Named", Slug = "named" }, CreatedAt = DateTime.UnixEpoch, UpdatedAt = DateTime.UnixEpoch });
                await db.SaveChangesAsync(ct);
                return await db.Categories.ExecuteDeleteAsync(ct);
            },
            default));

        (Told(gone), Told(named)).ShouldBe((ProblemTypes.Conflict, ProblemTypes.Conflict));
    }

    protected ProblemType? Told(Exception exception) => new DatabaseProblems([Data.Database.Sql]).For(exception)?.Type;

    private Task<int> AddAsync() => Data.Session.WriteAsync(
        (db, _) =>
        {
            db.Add(new Category { Name = "Fruit", Slug = "fruit" });
            return Task.FromResult(0);
        },
        default);
}

public sealed class DatabaseProblems_on_SQLite() : DatabaseProblemTests("sqlite");

[Trait("Server", "PostgreSQL")]
public sealed class DatabaseProblems_on_PostgreSQL() : DatabaseProblemTests("postgresql")
{
    [Fact]
    public async Task A_statement_that_took_too_long_can_be_tried_again()
    {
        await using var connection = await Data.Database.Sql.OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "set statement_timeout = 20; select pg_sleep(20)";

        var cancelled = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Told(cancelled).ShouldBe(ProblemTypes.Unavailable);
        new DatabaseProblems([Data.Database.Sql]).For(cancelled)!.RetryAfterSeconds.ShouldBe(1);
    }

    [Fact]
    public async Task A_peer_that_refuses_is_not_the_database()
    {
        using var client = new HttpClient();
        var refused = await Should.ThrowAsync<HttpRequestException>(client.GetAsync("http://127.0.0.1:1/"));

        Told(refused).ShouldBeNull();
        Told(new InvalidOperationException("its answer is needed", refused)).ShouldBeNull();
        Told(refused.InnerException!).ShouldBe(ProblemTypes.DatabaseUnavailable, "PostgreSQL that refuses looks like that");
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    public void So_can_one_that_lost_against_another(string state) =>
        Told(new DbUpdateException("lost", new PostgresException("lost", "ERROR", "ERROR", state))).ShouldBe(ProblemTypes.Unavailable);
}
