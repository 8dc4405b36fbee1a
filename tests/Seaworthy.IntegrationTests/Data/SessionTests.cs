using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Grocery.Products;

namespace Seaworthy.IntegrationTests.Data;

[Trait("Requirement", "R32")]
public abstract class SessionTests(string engine) : IAsyncLifetime
{
    private GroceryData _data = null!;

    protected GroceryData Data => _data;

    private HybridCache Cache => _data.App.Services.GetRequiredService<HybridCache>();

    public async Task InitializeAsync()
    {
        _data = await GroceryData.CreateAsync(engine);
        await _data.Database.MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Fact]
    public async Task What_a_delegate_leaves_behind_is_committed_when_it_returns()
    {
        await AddAsync("kept");

        (await CountAsync("kept")).ShouldBe(1);
    }

    [Fact]
    public async Task An_exception_rolls_everything_back_what_was_saved_on_the_way_included()
    {
        await Should.ThrowAsync<InvalidOperationException>(_data.Session.WriteAsync<int>(
            async (db, ct) =>
            {
                db.Add(new Category { Name = "lost", Slug = "lost" });
                await db.SaveChangesAsync(ct);
                throw new InvalidOperationException("changed my mind");
            },
            default));

        (await CountAsync("lost")).ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task A_tag_that_a_write_touches_is_invalidated_once_the_commit_is_through()
    {
        (await CachedAsync()).ShouldBe(0);

        await _data.Session.WriteAsync(
            async (db, ct) =>
            {
                db.Add(new Category { Name = "touched", Slug = "touched" });
                await db.SaveChangesAsync(ct);
                (await CachedAsync()).ShouldBe(0); // whoever asks now must not have the old rows kept anew
                return 0;
            },
            default,
            touches: _ => ["categories"]);

        (await CachedAsync()).ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task A_write_that_is_rolled_back_invalidates_nothing()
    {
        var made = 0;
        await Made();
        await _data.Session.WriteAsync((_, _) => Task.FromResult(false), default, keep: kept => kept, touches: _ => ["categories"]);
        await Should.ThrowAsync<InvalidOperationException>(
            _data.Session.WriteAsync<int>((_, _) => throw new InvalidOperationException(), default, touches: _ => ["categories"]));
        await Made();

        made.ShouldBe(1);

        ValueTask<int> Made() => Cache.GetOrCreateAsync("categories:made", _ => new ValueTask<int>(++made), tags: ["categories"]);
    }

    [Fact]
    public async Task Connections_come_back_whatever_happens()
    {
        // More than the pool holds: one that stayed out would make a later one wait for ever.
        for (var i = 0; i < 60; i++)
        {
            await Should.ThrowAsync<InvalidOperationException>(_data.Session.WriteAsync<int>((_, _) => throw new InvalidOperationException(), default));
        }

        await AddAsync("after");
        (await CountAsync("after")).ShouldBe(1);
    }

    [Fact]
    public async Task A_context_that_was_used_before_remembers_nothing()
    {
        await _data.Session.WriteAsync(
            (db, _) =>
            {
                db.Add(new Category { Name = "one", Slug = "one" });
                return Task.FromResult(0);
            },
            default);

        await _data.Session.WriteAsync(
            (db, _) =>
            {
                db.ChangeTracker.Entries().ShouldBeEmpty();
                return Task.FromResult(0);
            },
            default);
    }

    [Fact]
    [Trait("Requirement", "R92")]
    public async Task Instants_are_read_as_they_were_written_in_UTC_to_the_microsecond()
    {
        var now = Instant.Now(TimeProvider.System);
        var id = await _data.Session.WriteAsync(
            async (db, ct) =>
            {
                var product = new Product { Name = "", NameKey = "", Price = 1, CreatedAt = now, UpdatedAt = now };
                product.Rename("clock");
                db.Add(product);
                await db.SaveChangesAsync(ct);
                return product.Id;
            },
            default);

        var read = await _data.Session.ReadAsync((db, ct) => db.Products.SingleAsync(p => p.Id == id, ct), default);

        read.CreatedAt.ShouldBe(now);
        read.CreatedAt.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public async Task Two_hundred_writers_at_once_all_get_their_turn()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => AddAsync($"many-{n}")));

        (await _data.Session.ReadAsync((db, ct) => db.Categories.CountAsync(c => c.Slug.StartsWith("many-"), ct), default)).ShouldBe(200);
    }

    protected Task AddAsync(string slug) => _data.Session.WriteAsync(
        (db, _) =>
        {
            db.Add(new Category { Name = slug, Slug = slug });
            return Task.FromResult(0);
        },
        default);

    private ValueTask<int> CachedAsync() =>
        Cache.GetOrCreateAsync("categories:touched", async _ => await CountAsync("touched"), tags: ["categories"]);

    private Task<int> CountAsync(string slug) =>
        _data.Session.ReadAsync((db, ct) => db.Categories.CountAsync(c => c.Slug == slug, ct), default);
}

public sealed class Sessions_on_SQLite() : SessionTests("sqlite")
{
    [Fact]
    public async Task A_writer_whose_turn_does_not_come_in_time_is_told_so_and_writes_nothing()
    {
        var begun = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var first = Data.Session.WriteAsync(
            async (_, _) =>
            {
                begun.SetResult();
                await finish.Task;
                return 0;
            },
            default);
        await begun.Task;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Should.ThrowAsync<DatabaseBusyException>(Data.Session.WriteAsync((_, _) => Task.FromResult(0), deadline.Token));

        finish.SetResult();
        await first;
        await AddAsync("next");
    }

    [Fact]
    public async Task Who_stops_waiting_to_migrate_has_stopped_and_nothing_is_busy()
    {
        using var writer = await Data.Database.Sql.WaitToWriteAsync(default);
        using var interrupt = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Should.ThrowAsync<OperationCanceledException>(Data.Database.MigrateUpAsync(null, interrupt.Token));
    }

    [Fact]
    public async Task Readers_do_not_wait_for_the_writer()
    {
        await Data.Session.WriteAsync(
            async (db, ct) =>
            {
                db.Add(new Category { Name = "open", Slug = "open" });
                await db.SaveChangesAsync(ct);
                await Data.Database.PingAsync(ct);
                (await Data.Session.ReadAsync((other, token) => other.Categories.CountAsync(token), ct)).ShouldBe(0);
                return 0;
            },
            default);
    }
}

[Trait("Server", "PostgreSQL")]
public sealed class Sessions_on_PostgreSQL() : SessionTests("postgresql");
