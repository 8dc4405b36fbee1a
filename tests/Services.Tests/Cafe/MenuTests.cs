using System.Net;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>The menu: what guests see, who changes it, and that each restaurant has its own.</summary>
[Trait("Requirement", "R38")]
[Trait("Requirement", "R41")]
public abstract class MenuTests(CafeOnSqlite host)
{
    private static readonly string[] Page = ["items", "total", "skip", "limit", "has_more"];
    private readonly CafeClient _owner = new(host);

    [Fact]
    public async Task A_guest_sees_the_menu_of_the_restaurant_that_the_setting_names()
    {
        var menu = await _owner.As(null).GetAsync("/api/v1/menu-items/?limit=2");

        menu.AsObject().Select(member => member.Key).ShouldBe(Page);
        ((int)menu["skip"]!, (int)menu["limit"]!, (bool)menu["has_more"]!).ShouldBe((0, 2, true));
        menu["items"]!.AsArray().Count.ShouldBe(2);
        (await _owner.As(null).GetAsync("/api/v1/menu-items/1"))["name"]!.ToString().ShouldBe("Latte");
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task Staff_see_their_own_menu_and_nobody_elses_item()
    {
        var other = _owner.As(CafeOnSqlite.OtherOwner);
        var theirs = (await other.GetAsync("/api/v1/menu-items/"))["items"]!.AsArray().Select(item => (string)item!["name"]!).ToList();

        theirs.ShouldContain("Flat white");
        theirs.ShouldNotContain("Latte");
        (await other.FailAsync(HttpMethod.Get, "/api/v1/menu-items/1", HttpStatusCode.NotFound)).ShouldBe("Menu item with id 1 not found");
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task A_change_is_seen_at_once_and_leaves_the_other_restaurants_kept_menu_alone()
    {
        var (guest, other) = (_owner.As(null), _owner.As(CafeOnSqlite.OtherOwner));
        await guest.GetAsync("/api/v1/menu-items/");
        var before = await other.GetAsync("/api/v1/menu-items/");

        var made = await _owner.PostAsync("/api/v1/menu-items/", new { name = "Mocha <b>bianca</b>", category_id = 1, price = 4.25, modifiers = new object[] { new { name = "Cream", price = 0.4 }, new { name = "No sugar" } } });

        ((string)made["name"]!, (decimal)made["price"]!).ShouldBe(("Mocha bianca", 4.25m));
        made["modifiers"]!.AsArray().Select(modifier => ((string)modifier!["name"]!, (decimal)modifier["price"]!)).ShouldBe([("Cream", 0.40m), ("No sugar", 0m)]);
        (await guest.GetAsync("/api/v1/menu-items/?limit=50"))["items"]!.AsArray().ShouldContain(item => (long)item!["id"]! == (long)made["id"]!);
        (await other.GetAsync("/api/v1/menu-items/")).ToJsonString().ShouldBe(before.ToJsonString());
    }

    [Fact]
    public async Task What_has_run_out_says_so_and_is_found_by_the_filter()
    {
        var id = (long)(await NewItemAsync("Soup of the day"))["id"]!;

        (await _owner.As(CafeOnSqlite.Barista).PutAsync($"/api/v1/menu-items/{id}/availability", new { is_available = false }))["is_available"]!.GetValue<bool>().ShouldBeFalse();

        (await _owner.As(null).GetAsync("/api/v1/menu-items/?available=false&limit=50"))["items"]!.AsArray().ShouldContain(item => (long)item!["id"]! == id);
        (await _owner.As(null).GetAsync("/api/v1/menu-items/?available=true&limit=50"))["items"]!.AsArray().ShouldNotContain(item => (long)item!["id"]! == id);
    }

    [Fact]
    public async Task A_change_is_made_from_the_version_that_was_read_and_keeps_the_numbers_of_modifiers()
    {
        var made = await NewItemAsync("Chocolate", new { name = "Cream", price = 0.5 });
        var (id, cream) = ((long)made["id"]!, (long)made["modifiers"]![0]!["id"]!);
        var change = new { name = "Hot chocolate", category_id = 1, price = 4, modifiers = new object[] { new { name = "Marshmallow" }, new { name = "Cream", price = 0.6 } } };

        var changed = await _owner.PutAsync($"/api/v1/menu-items/{id}", change, ifMatch: "\"1\"");

        changed["modifiers"]!.AsArray().Select(modifier => (string)modifier!["name"]!).ShouldBe(["Marshmallow", "Cream"]);
        ((long)changed["modifiers"]![1]!["id"]!).ShouldBe(cream);
        await _owner.FailAsync(HttpMethod.Put, $"/api/v1/menu-items/{id}", HttpStatusCode.PreconditionFailed, change, ifMatch: "\"1\"");
        await _owner.FailAsync(HttpMethod.Put, $"/api/v1/menu-items/{id}", HttpStatusCode.PreconditionRequired, change);
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task An_item_stands_under_a_heading_of_its_own_menu()
    {
        var theirs = (long)(await _owner.As(CafeOnSqlite.OtherOwner).GetAsync("/api/v1/categories/"))["items"]![0]!["id"]!;

        var (status, body) = await _owner.AskAsync(HttpMethod.Post, "/api/v1/menu-items/", new { name = "Stray", category_id = theirs, price = 1 });

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)body["errors"]![0]!["pointer"]!).ShouldBe("#/category_id");
    }

    [Fact]
    public async Task Headings_come_in_their_order()
    {
        var made = await _owner.PostAsync("/api/v1/categories/", new { name = "First of all", position = 0 });

        (await _owner.As(null).GetAsync("/api/v1/categories/"))["items"]![0]!["id"]!.ToString().ShouldBe(made["id"]!.ToString());
        await _owner.PutAsync($"/api/v1/categories/{made["id"]}", new { name = "Last of all", position = 99 }, ifMatch: "\"1\"");
        (await _owner.As(null).GetAsync("/api/v1/categories/"))["items"]!.AsArray()[^1]!["name"]!.ToString().ShouldBe("Last of all");
    }

    private Task<System.Text.Json.Nodes.JsonNode> NewItemAsync(string name, params object[] modifiers) =>
        _owner.PostAsync("/api/v1/menu-items/", new { name, category_id = 1, price = 3.5, modifiers });
}

public sealed class Menu_on_SQLite(CafeOnSqlite host) : MenuTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Menu_on_PostgreSQL(CafeOnPostgreSql host) : MenuTests(host), IClassFixture<CafeOnPostgreSql>;
