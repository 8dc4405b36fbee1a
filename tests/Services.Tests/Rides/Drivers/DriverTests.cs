using System.Net;
using System.Text.Json.Nodes;
using Seaworthy.Rides.Contracts;

namespace Seaworthy.Services.Tests.Rides.Drivers;

/// <summary>Who becomes a driver, what he says of himself, and who sees it.</summary>
[Trait("Requirement", "R22")]
public abstract class DriverTests(DriversOnSqlite host)
{
    [Fact]
    public async Task Whoever_is_signed_in_becomes_a_driver_once_and_is_off_at_first()
    {
        var ada = host.Somebody();
        await ada.FailAsync(HttpMethod.Get, "/me", HttpStatusCode.NotFound);

        using var made = await ada.SendAsync(HttpMethod.Post, "", new { name = " Ada  Driver ", vehicle = "<b>Yellow</b> van", plate = " b-xy 12é " });
        var driver = JsonNode.Parse(await made.Content.ReadAsStringAsync())!;

        (made.StatusCode, made.Headers.Location!.OriginalString, made.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.Created, "/rides/drivers/me", "\"1\""), driver.ToJsonString());
        ((string)driver["name"]!, (string)driver["vehicle"]!, (string)driver["plate"]!, (string)driver["state"]!).ShouldBe(("Ada  Driver", "Yellow van", "B-XY 12É", "off"));
        ((string)(await ada.FailAsync(HttpMethod.Post, "", HttpStatusCode.Conflict, DriversClient.Card()))["detail"]!).ShouldContain("a driver already");
        (await ada.GetAsync("/me")).ToJsonString().ShouldBe(driver.ToJsonString());
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_to_become_the_same_driver_one_does()
    {
        var ada = host.Somebody();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await ada.AskAsync(HttpMethod.Post, "", DriversClient.Card())).Status));

        statuses.Order().ShouldBe([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 7)]);
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_is_answered_the_same()
    {
        var (ada, key, card) = (host.Somebody(), $"{Guid.NewGuid()}", DriversClient.Card());

        using var first = await ada.SendAsync(HttpMethod.Post, "", card, key: key);
        using var second = await ada.SendAsync(HttpMethod.Post, "", card, key: key);

        (first.StatusCode, second.StatusCode, second.Headers.Contains("Idempotency-Replayed")).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created, true));
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Of_many_who_take_a_plate_at_once_one_has_it()
    {
        var plate = $"{Guid.NewGuid():N}"[..10];

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await host.Somebody().AskAsync(HttpMethod.Post, "", DriversClient.Card(plate))).Status));

        statuses.Order().ShouldBe([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 7)]);
    }

    [Fact]
    public async Task The_description_has_every_endpoint()
    {
        var paths = JsonNode.Parse(await host.Client.GetStringAsync($"{host.Prefix}/openapi/v1.json"))!["paths"]!.AsObject();

        paths.SelectMany(path => path.Value!.AsObject().Where(one => one.Key is "get" or "put" or "post").Select(one => $"{one.Key} {path.Key[(path.Key.IndexOf("/drivers", StringComparison.Ordinal) + 8)..].TrimEnd('/')}"))
            .ShouldBe(["post ", "get ", "get /me", "put /me", "put /me/shift", "put /me/position", "get /me/positions", "get /{id}"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_plate_is_one_drivers()
    {
        var (ada, bob) = (host.Somebody(), host.Somebody());
        await ada.BecomeAsync("ab 123 cd");
        await bob.BecomeAsync();

        ((string)(await host.Somebody().FailAsync(HttpMethod.Post, "", HttpStatusCode.Conflict, DriversClient.Card("AB 123 CD")))["detail"]!).ShouldContain("AB 123 CD");
        await bob.FailAsync(HttpMethod.Put, "/me", HttpStatusCode.Conflict, DriversClient.Card("Ab 123 cD"), "\"1\"");
        ((string)(await ada.PutAsync("/me", DriversClient.Card("AB 123 CD", "Ada New"), "\"1\""))["name"]!).ShouldBe("Ada New");
    }

    [Fact]
    public async Task A_change_is_made_from_the_version_that_was_read()
    {
        var ada = host.Somebody();
        await ada.BecomeAsync();

        await ada.FailAsync(HttpMethod.Put, "/me", HttpStatusCode.PreconditionRequired, DriversClient.Card());
        ((long)(await ada.PutAsync("/me", DriversClient.Card(), "\"1\""))["version"]!).ShouldBe(2);
        await ada.FailAsync(HttpMethod.Put, "/me", HttpStatusCode.PreconditionFailed, DriversClient.Card(), "\"1\"");
        await host.Somebody().FailAsync(HttpMethod.Put, "/me", HttpStatusCode.NotFound, DriversClient.Card(), "\"1\"");
    }

    [Theory]
    [InlineData("""{"vehicle":"van","plate":"AB 1"}""", "#/name")]
    [InlineData("""{"name":"R2-D2 <b>","vehicle":"van","plate":"AB 1"}""", "#/name")]
    [InlineData("""{"name":"Ada","vehicle":" ","plate":"AB 1"}""", "#/vehicle")]
    [InlineData("""{"name":"Ada","vehicle":"van","plate":"A"}""", "#/plate")]
    [InlineData("""{"name":"Ada","vehicle":"van","plate":"AB_1"}""", "#/plate")]
    [InlineData("""{"name":"Ada","vehicle":"van","plate":"ABCDEFGHIJKLMNOP"}""", "#/plate")]
    public async Task What_breaks_a_rule_is_400_and_names_the_member(string body, string pointer) =>
        ((string)(await host.Somebody().FailAsync(HttpMethod.Post, "", HttpStatusCode.BadRequest, JsonNode.Parse(body)))["errors"]![0]!["pointer"]!).ShouldBe(pointer);

    [Theory]
    [InlineData("POST", "")]
    [InlineData("GET", "")]
    [InlineData("GET", "/1")]
    [InlineData("GET", "/me")]
    [InlineData("PUT", "/me")]
    [InlineData("PUT", "/me/shift")]
    [InlineData("PUT", "/me/position")]
    [InlineData("GET", "/me/positions")]
    public async Task A_stranger_sees_nothing(string method, string path) =>
        await new DriversClient(host, "nobody", token: null).FailAsync(new(method), path, HttpStatusCode.Unauthorized, method == "GET" ? null : new { });

    [Fact]
    public async Task All_drivers_are_shown_to_operators_alone()
    {
        var (spot, look) = (host.Somewhere(), host.Somebody(RidesService.Operator));
        var ada = await host.FreeAsync(spot);
        var id = (long)(await ada.GetAsync("/me"))["id"]!;

        await ada.FailAsync(HttpMethod.Get, "", HttpStatusCode.Forbidden);
        await ada.FailAsync(HttpMethod.Get, $"/{id}", HttpStatusCode.Forbidden);
        var shown = await look.GetAsync($"/{id}");
        ((string)shown["subject"]!, (string)shown["state"]!, (double)shown["lat"]!, (double)shown["lon"]!).ShouldBe((ada.Subject, "free", spot.Lat, spot.Lon));
        (await look.GetAsync("?state=free&limit=100"))["items"]!.AsArray().Select(one => (long)one!["id"]!).ShouldContain(id);
        (await look.GetAsync("?state=off&limit=100"))["items"]!.AsArray().Select(one => (long)one!["id"]!).ShouldNotContain(id);
        await look.FailAsync(HttpMethod.Get, "?state=asleep", HttpStatusCode.BadRequest);
        await look.FailAsync(HttpMethod.Get, "/999999", HttpStatusCode.NotFound);
    }
}

public sealed class Drivers_on_SQLite(DriversOnSqlite host) : DriverTests(host), IClassFixture<DriversOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Drivers_on_PostgreSQL(DriversOnPostgreSql host) : DriverTests(host), IClassFixture<DriversOnPostgreSql>;
