using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>A commit that takes one and a half seconds, because of a trigger that waits for it.</summary>
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class BoundedCommitTests : IAsyncLifetime
{
    private GroceryData _data = null!;

    public async Task InitializeAsync()
    {
        _data = await GroceryData.CreateAsync("postgresql");
        await _data.Database.MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Theory]
    [InlineData(900, false)] // one second for a statement, and so for a commit
    [InlineData(1900, true)]
    public async Task It_is_waited_for_as_long_as_a_statement_is_and_no_longer(int timeoutMs, bool isMade)
    {
        await using var app = _data.Another(("Seaworthy:Database:StatementTimeoutMs", $"{timeoutMs}"));
        var session = app.Services.GetRequiredService<Session<GroceryDb>>();

        var committed = session.WriteAsync(
            async (db, ct) =>
            {
                db.Categories.Add(new() { Name = "late", Slug = "late" });
                await db.SaveChangesAsync(ct);
                await db.Database.ExecuteSqlRawAsync(
                    """
                    set local statement_timeout = 0;
                    create function grocery.wait() returns trigger language plpgsql as 'begin perform pg_sleep(1.5); return null; end';
                    create constraint trigger late after insert on grocery.categories deferrable initially deferred for each row execute function grocery.wait();
                    insert into grocery.categories (name, slug) values ('later', 'later')
                    """, ct);
                return 0;
            },
            default);

        if (isMade)
        {
            await committed;
        }
        else
        {
            (await Should.ThrowAsync<NpgsqlException>(committed)).InnerException.ShouldBeOfType<TimeoutException>();
        }

        (await _data.Session.ReadAsync((db, ct) => db.Categories.CountAsync(ct), default)).ShouldBe(isMade ? 2 : 0);
    }
}
