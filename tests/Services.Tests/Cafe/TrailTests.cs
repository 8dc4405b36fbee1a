using System.Net;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>Owners see who did what at their restaurant.</summary>
[Trait("Requirement", "R15")]
public abstract class TrailTests(CafeOnSqlite host)
{
    private readonly CafeClient _owner = new(host);

    [Fact]
    public async Task What_the_staff_does_is_told_to_its_owner_and_to_no_other()
    {
        var barista = _owner.As(CafeOnSqlite.Barista);
        var order = await _owner.OrderAsync();
        await barista.MoveAsync(order, "preparing", "ready");
        await barista.PutAsync("/api/v1/menu-items/1/availability", new { is_available = false });
        await barista.PutAsync("/api/v1/menu-items/1/availability", new { is_available = true });
        await _owner.CodeAsync();
        var table = await _owner.PostAsync("/api/v1/tables/", new { name = $"T{Guid.NewGuid():N}"[..20], seats = 2 });

        var mine = await LinesAsync(_owner);
        mine.ShouldContain($"preparing order:{order} by development:{CafeOnSqlite.Barista} ");
        mine.ShouldContain($"changed menu-item:1 by development:{CafeOnSqlite.Barista} is_available");
        mine.ShouldContain($"code-renewed table:1 by development:{CafeOnSqlite.Owner} ");
        mine.ShouldContain($"created table:{table["id"]} by development:{CafeOnSqlite.Owner} ");
        (await LinesAsync(_owner.As(CafeOnSqlite.OtherOwner))).Intersect(mine).ShouldBeEmpty();
        await barista.FailAsync(HttpMethod.Get, "/api/v1/trail", HttpStatusCode.Forbidden);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(CafeClient owner)
    {
        var page = await owner.GetAsync("/api/v1/trail?limit=100");
        return [.. page["items"]!.AsArray().Select(line => $"{line!["action"]} {line["object_kind"]}:{line["object_id"]} by {line["who"]} {line["columns"]}")];
    }
}

public sealed class Trail_on_SQLite(CafeOnSqlite host) : TrailTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Trail_on_PostgreSQL(CafeOnPostgreSql host) : TrailTests(host), IClassFixture<CafeOnPostgreSql>;
