using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.IntegrationTests.AuditTrail;

/// <summary>Who did what to which object, on both engines.</summary>
public abstract class TrailTests(Func<Task<TestDatabase>> database) : IAsyncLifetime
{
    private YardHost _yard = null!;

    public async Task InitializeAsync() => _yard = await YardHost.StartAsync(await database());

    public async Task DisposeAsync() => await _yard.DisposeAsync();

    [Fact]
    public async Task Each_change_of_an_audited_row_is_a_line_with_who_what_when_from_where_and_which()
    {
        var (key, text) = await _yard.NewKeyAsync();
        var id = await _yard.SendAsync(HttpMethod.Post, "/7/boats", text);
        await _yard.SendAsync(HttpMethod.Put, $"/7/boats/{id}");
        await _yard.SendAsync(HttpMethod.Delete, $"/7/boats/{id}", status: 204);

        var lines = await _yard.LinesAsync(new() { ObjectKind = "boat" });
        lines.Select(line => (line.Action, line.ObjectId, line.Tenant)).ShouldBe([("removed", id, 7), ("changed", id, 7), ("created", id, 7)]);
        lines.ShouldAllBe(line => line.At == _yard.Time.GetUtcNow().UtcDateTime && line.Address == "127.0.0.1" && line.RequestId == "a-request-of-mine");
        (lines[2].WhoKind, lines[2].Who, lines[2].WhoTenant).ShouldBe(("key", key, "harbour"));
        (lines[1].WhoKind, lines[1].Who, lines[1].WhoTenant).ShouldBe(("nobody", null, null));
        lines[1].Columns.ShouldBe(["name"]);
        (await DumpAsync()).ShouldNotContain("secret name");
    }

    [Fact]
    public async Task Keys_are_told_of_and_their_secrets_are_not()
    {
        var (id, text) = await _yard.NewKeyAsync();
        (await _yard.Keys.RotateAsync(id, new byte[32], _yard.Time.GetUtcNow(), default)).ShouldBeTrue();
        (await _yard.Keys.RevokeAsync(id, default)).ShouldBeTrue();
        (await _yard.Keys.RevokeAsync(id, default)).ShouldBeFalse();

        var lines = await _yard.LinesAsync(new() { ObjectKind = "api-key", ObjectId = id });
        lines.Select(line => line.Action).ShouldBe(["revoked", "rotated", "created"]);
        lines.ShouldAllBe(line => line.WhoKind == "service" && line.Who == "yard" && line.RequestId == null);
        (await DumpAsync()).ShouldNotContain(text[16..]);
    }

    [Fact]
    public async Task What_was_cancelled_or_refused_is_not_told_of_by_whoever_has_the_context_next()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(SaveAsync([7], gone.Token));
        await Should.ThrowAsync<ForeignRowException>(SaveAsync([7, 8], default));

        await SaveAsync([7], default);

        (await _yard.LinesAsync(new() { ObjectKind = "boat" })).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_rolled_back_leaves_no_line()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _yard.Session.OfTenant(7).WriteAsync<bool>(
            async (db, ct) =>
            {
                db.Add(new Boat { Owner = 7, Name = "a", Engine = "b" });
                await db.SaveChangesAsync(ct);
                db.NoteTrail<Boat>("painted", 1);
                await db.SaveChangesAsync(ct);
                throw new InvalidOperationException("and yet");
            },
            default));
        await _yard.Session.OfTenant(7).WriteAsync(
            async (db, ct) =>
            {
                db.Add(new Boat { Owner = 7, Name = "a", Engine = "b" });
                await db.SaveChangesAsync(ct);
                return false;
            },
            default, keep: kept => kept);
        await Should.ThrowAsync<ForeignRowException>(() => _yard.Session.OfTenant(7).WriteAsync(
            (db, _) => Task.FromResult(db.Add(new Boat { Owner = 8, Name = "a", Engine = "b" })), default));

        (await _yard.LinesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_row_and_its_line_are_one_exchange()
    {
        var id = await _yard.SendAsync(HttpMethod.Post, "/7/boats");

        // What is read, and what is saved; SQLite has no exchanges, and a statement for each row.
        (await _yard.SendAsync(HttpMethod.Put, $"/7/boats/{id}")).ShouldBe(StatementsOfAChange);
    }

    [Fact]
    public async Task The_table_refuses_to_change_or_to_lose_a_line()
    {
        await _yard.NewKeyAsync();

        await RefusesAllAsync();
        await _yard.Trail.PruneAsync(_yard.Time.GetUtcNow().UtcDateTime.AddDays(-1), default);
        await RefusesAllAsync();
        (await Should.ThrowAsync<InvalidOperationException>(() => _yard.Session.WriteAsync(
            async (db, ct) => (await db.Set<TrailRow>().SingleAsync(ct)).Who = "somebody else", default))).Message.ShouldContain("written once");
        (await _yard.LinesAsync()).Single().Who.ShouldBe("yard");
    }

    [Fact]
    public async Task Retention_takes_away_what_is_older_and_writes_down_that_it_did()
    {
        await _yard.NewKeyAsync();
        _yard.Time.Advance(TimeSpan.FromDays(30));
        var (kept, _) = await _yard.NewKeyAsync();
        var until = _yard.Time.GetUtcNow().UtcDateTime;

        (await _yard.Trail.PruneAsync(until, default)).ShouldBe(1);

        var lines = await _yard.LinesAsync();
        lines.Select(line => (line.Action, line.ObjectId)).ShouldBe([("pruned", $"before {until:O}"), ("created", kept)]);
        (await _yard.Trail.PruneAsync(until, default)).ShouldBe(0);
        (await _yard.LinesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_tenant_sees_the_lines_about_its_own_rows_alone()
    {
        var (mine, other) = (await _yard.SendAsync(HttpMethod.Post, "/7/boats"), await _yard.SendAsync(HttpMethod.Post, "/8/boats"));
        await _yard.NewKeyAsync();

        (await IdsAsync(7)).ShouldBe([mine]);
        (await IdsAsync(8)).ShouldBe([other]);
        (await _yard.Session.OfTenant(7).ReadAsync((db, ct) => db.Set<TrailRow>().Select(row => row.ObjectId).ToListAsync(ct), default)).ShouldBe([mine]);
        (await _yard.Session.ReadAsync((db, ct) => db.Set<TrailRow>().Select(row => row.ObjectKind).ToListAsync(ct), default)).ShouldBe(["api-key"]);
        await Should.ThrowAsync<ForeignRowException>(() => _yard.Session.OfTenant(7).WriteAsync(
            (db, _) => Task.FromResult(db.Add(new TrailRow { Action = "a", ObjectKind = "b", Tenant = 8, WhoKind = "forged" })), default));
    }

    [Fact]
    public async Task A_new_tenants_line_is_its_own_and_so_are_those_of_what_is_added_with_it()
    {
        var owner = await _yard.Session.AllTenants().WriteAsync(
            async (db, ct) =>
            {
                var added = db.Add(new BoatOwner { Name = "Ada", Flag = new() { Code = "ADA" } }).Entity;
                await db.SaveChangesAsync(ct);
                return added.Id;
            },
            default);

        var lines = await _yard.LinesAsync();
        lines.Select(line => (line.ObjectKind, line.ObjectId, line.Tenant)).ShouldBe([("owner", $"{owner}", owner), ("flag", "ADA", owner)], ignoreOrder: true);
    }

    [Fact]
    public async Task Refused_requests_are_written_down_behind_their_answers()
    {
        var (key, text) = await _yard.NewKeyAsync("deckhand");

        await _yard.SendAsync(HttpMethod.Post, "/captains", text, status: 403);
        await _yard.SendAsync(HttpMethod.Post, "/mutiny", status: 403);
        await _yard.SendAsync(HttpMethod.Post, "/captains", status: 401);

        var lines = await _yard.RefusedAsync(2);
        lines.Select(line => (line.ObjectId, line.WhoKind, line.Who, line.Address)).ShouldBe(
            [("POST /yard/mutiny", "nobody", null, "127.0.0.1"), ("POST /yard/captains", "key", key, "127.0.0.1")]);
        (await _yard.LinesAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Refused_requests_that_cannot_be_written_down_are_told_by_the_log()
    {
        var all = _yard.Session.AllTenants();
        await all.WriteAsync((db, ct) => all.ExecuteAsync(db, [new($"alter table {all.TableOf<TrailRow>()} rename to elsewhere")], ct), default);

        await _yard.SendAsync(HttpMethod.Post, "/mutiny", status: 403);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!_yard.Events.Of(EventIds.TrailLinesLost).Any())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        _yard.Events.Of(EventIds.TrailLinesLost).Single().ShouldStartWith("1 refused requests could not be written into the audit trail of yard");
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_double()
    {
        for (var i = 0; i < 7; i++)
        {
            await _yard.NewKeyAsync();
            _yard.Time.Advance(TimeSpan.FromSeconds(i % 2));
        }

        var (all, read) = (await _yard.LinesAsync(), new List<TrailLine>());
        while (await _yard.LinesAsync(new() { Take = 2, After = read.LastOrDefault() }) is { Count: > 0 } page)
        {
            read.AddRange(page);
        }

        read.Select(line => line.Id).ShouldBe(all.Select(line => line.Id));
        all.Select(line => line.Id).ShouldBe(Enumerable.Range(1, 7).Reverse().Select(id => (long)id));
    }

    /// <summary>How many statements the request counts that reads a row and changes it.</summary>
    protected abstract string StatementsOfAChange { get; }

    /// <summary>Statements that would change the past.</summary>
    protected abstract IReadOnlyList<string> Forbidden(string table);

    private async Task RefusesAllAsync()
    {
        foreach (var sql in Forbidden(_yard.Session.TableOf<TrailRow>()))
        {
            var all = _yard.Session.AllTenants();
            var refused = await Should.ThrowAsync<System.Data.Common.DbException>(() => all.WriteAsync((db, ct) => all.ExecuteAsync(db, [new(sql)], ct), default), sql);
            refused.Message.ShouldContain("append-only");
        }
    }

    private async Task<IEnumerable<string>> IdsAsync(long owner) => JsonNode.Parse(await _yard.SendAsync(HttpMethod.Get, $"/{owner}/trail?object_kind=boat&since=2020-01-01"))!["items"]!
        .AsArray().Select(line => (string)line!["object_id"]!);

    private Task<bool> SaveAsync(long[] owners, CancellationToken cancellationToken) => _yard.Session.OfTenant(7).WriteAsync(
        async (db, _) =>
        {
            db.AddRange(owners.Select(owner => new Boat { Owner = owner, Name = "a", Engine = "b" }));
            await db.SaveChangesAsync(cancellationToken);
            return true;
        },
        default);

    private async Task<string> DumpAsync() => string.Join('\n', await _yard.LinesAsync());
}

public sealed class Trail_on_SQLite() : TrailTests(() => Task.FromResult(TestDatabase.Sqlite()))
{
    protected override string StatementsOfAChange => "3";

    protected override IReadOnlyList<string> Forbidden(string table) => [$"update {table} set who = 'me'", $"delete from {table}", $"replace into {table} select * from {table}"];
}

[Trait("Server", "PostgreSQL")]
public sealed class Trail_on_PostgreSQL() : TrailTests(TestDatabase.PostgreSqlAsync)
{
    protected override string StatementsOfAChange => "2";

    protected override IReadOnlyList<string> Forbidden(string table) => [$"update {table} set who = 'me'", $"delete from {table}", $"truncate {table}"];
}
