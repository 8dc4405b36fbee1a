using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Validation;

[Trait("Requirement", "R3")]
public sealed class BodyTests : IAsyncLifetime
{
    private TestApp _app = null!;
    private int _handled;

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(
        builder =>
        {
            builder.AddSeaworthy();
            builder.Services.ConfigureHttpJsonOptions(json => ServiceJson.Apply(json.SerializerOptions));
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapPost("/products", (Body<NewProduct> body) => Handled(body));
            app.MapPost("/orders", (Body<NewOrder> body) => Handled(body)).WithBodyLimit(5_000);
            app.MapPost("/anything", (Body<Anything> body) => Handled(body));
            app.MapPost("/bookings", (Body<Booking> body) => Handled(body));
            app.MapPost("/guests", (Body<Guest> body) => Handled(body));
            app.MapPost("/diaries", (Body<Diary> body) => Handled(body));
            app.MapPost("/parcels", (Body<Parcel> body) => Handled(body));
            app.MapPost("/lists", (Body<List<OrderLine>> body) => Handled(body));
        });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_good_body_reaches_the_handler_cleaned()
    {
        using var response = await _app.PostJsonAsync("/products", """{"name":" <b>Tea</b> & milk ","price":12.5,"description":""}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"name":"Tea & milk","price":12.50,"description":""}""");
    }

    [Fact]
    public async Task All_faults_are_named_at_once_with_pointers()
    {
        var name = new string('é', 101);
        using var response = await _app.PostJsonAsync(
            "/orders", $$"""{"customer_name":"{{name}}","items":[{"menu_item_id":1,"quantity":0},{"menuItemId":"x","quantity":1.5}],"kind":"fly","tip/~":1}""");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.FaultsAsync()).ShouldBe(
        [
            "#/customer_name must be at most 100 characters, has 101",
            "#/items/0/quantity must be at least 1 and at most 99, is 0",
            "#/items/1/menuItemId is not known here; did you mean 'menu_item_id'?",
            "#/items/1/quantity must be a whole number from -2147483648 to 2147483647, is 1.5",
            "#/items/1/menu_item_id is required",
            "#/kind must be one of eat_in, take_away, is fly",
            "#/tip~1~0 is not known here; leave it out",
        ]);
        _handled.ShouldBe(0);
    }

    [Theory]
    [InlineData("/products", "{}", "#/name is required|#/price is required|#/description is required")]
    [InlineData("/products", """{"name":null,"price":"1","description":5}""", "#/name must not be null|#/price must be a number such as 12.50, is a string|#/description must be a string, is 5")]
    [InlineData("/products", """{"name":"<i></i>","price":0,"description":""}""", "#/name must be at least 1 character, has 0|#/price must be more than 0, is 0")]
    [InlineData("/products", """{"name":"a","price":1.001,"description":""}""", "#/price must have at most 2 decimals, is 1.001")]
    [InlineData("/products", """{"name":"a","price":999999.01,"description":""}""", "#/price must be at most 999999, is 999999.01")]
    [InlineData("/products", """{"name":"a","price":1e400,"description":""}""", "#/price must be at most 999999, is 1e400")]
    [InlineData("/orders", """{"items":[]}""", "#/items must have at least 1 entry, has 0")]
    [InlineData("/orders", """{"items":[null,1,[]]}""", "#/items/0 must not be null|#/items/1 must be an object, is 1|#/items/2 must be an object, is a list")]
    [InlineData("/orders", """{"items":{},"customer_name":"Robert'); DROP"}""", "#/items must be a list, is an object|#/customer_name Invalid characters in name")]
    [InlineData("/guests", """{"nick":"","email":""}""", "#/nick must not be blank|#/email must be an e-mail address such as name@example.com")]
    [InlineData("/guests", """{"nick":" "}""", "#/nick must not be blank")]
    [InlineData("/guests", """{"nick":"A"}""", "#/nick must be at least 2 characters, has 1|#/nick must match [a-z]+")]
    [InlineData("/orders", "[]", "# must be an object, is a list")]
    [InlineData("/orders", "null", "# must not be null")]
    [InlineData("/anything", """{"email":"x","code":"abc","at":"2026-01-01T00:00:00","id":"1","flag":"true"}""",
        "#/email must be an e-mail address such as name@example.com|#/code must match [A-Z]{3}|#/at must be a time with its offset, such as 2026-05-01T12:00:00Z, is a string|#/id must be a UUID such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff, is a string|#/flag must be true or false, is a string")]
    [InlineData("/anything", """{"counts":{"a":1.5},"nested":{"nested":{"flag":3}},"ratio":1e999}""",
        "#/counts/a must be a whole number from -2147483648 to 2147483647, is 1.5|#/nested/nested/flag must be true or false, is 3|#/ratio must be a number, is 1e999")]
    [InlineData("/anything", """{"code":"a\u0000b","extra":{"k":["\ud800"]},"email":"\udc00"}""",
        "#/code must not contain the character NUL|#/extra/k/0 must be Unicode text, has half a surrogate pair|#/email must be Unicode text, has half a surrogate pair")]
    [InlineData("/anything", """{"slow":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"}""", "#/slow must match (?=a)(a+)+b")]
    [InlineData("/bookings", """{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", "#/to must be after from")]
    [InlineData("/diaries", """{"days":{"ok":{"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z"},"a/b":{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}}}""",
        "#/days/a~1b/to must be after from")]
    [InlineData("/diaries", """{"guarded":{"weight":-1}}""", "# has a value that is not taken here")]
    [InlineData("/diaries", """{"converted":"seven"}""", "# has a value that is not taken here")]
    [InlineData("/diaries", """{"converted":"0"}""", "# has a value that is not taken here")]
    [InlineData("/parcels", """{"marks":{"a":1,"b":2,"c":3}}""", "#/marks must have at most 2 entries, has 3")]
    [InlineData("/parcels", """{"kind":"eat_in"}""", "#/kind must be one of take_away")]
    [InlineData("/parcels", """{"id":"00000000-0000-0000-0000-000000000000","day":"2026-01-01T12:00:00Z"}""", "#/id must not be zero|#/day must be a whole day")]
    [InlineData("/parcels", """{"weight":-1}""", "#/weight has a value that is not taken here, -1")]
    [InlineData("/parcels", """{"weight":0}""", "#/weight has a value that is not taken here, 0")]
    [InlineData("/parcels", """{"post":{"$type":"letter","pages":-1}}""", "#/post has a value that is not taken here, an object")]
    [InlineData("/parcels", """{"grams":"5000 g"}""", "#/grams must be less than 1000")]
    [InlineData("/parcels", """{"grams":"99999999999 g"}""", "#/grams has a value that is not taken here, a string")]
    [InlineData("/lists", """[{"menu_item_id":1,"quantity":100}]""", "#/0/quantity must be at least 1 and at most 99, is 100")]
    public async Task Values_that_break_rules_are_named(string path, string body, string faults)
    {
        using var response = await _app.PostJsonAsync(path, body);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await response.Content.ReadAsStringAsync());
        (await response.FaultsAsync()).ShouldBe(faults.Split('|'));
        _handled.ShouldBe(0);
    }

    [Fact]
    public async Task An_attribute_judges_the_value_that_a_member_will_have()
    {
        using var response = await _app.PostJsonAsync(
            "/parcels",
            """{"marks":{"a":1},"kind":"take_away","id":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","day":"2026-01-01T02:00:00+02:00","weight":3,"post":{"$type":"letter","pages":1},"grams":"5 g"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        _handled.ShouldBe(1);
    }

    [Theory]
    [InlineData("José O'Brien-Smith Jr.")]
    [InlineData("李小龍")]
    [InlineData("नरेन्द्र")]
    public async Task Names_of_every_script_are_names(string name)
    {
        using var response = await _app.PostJsonAsync("/orders", $$"""{"customer_name":"{{name}}","items":[{"menu_item_id":1,"quantity":1}]}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Lengths_count_code_points()
    {
        var body = $$"""{"name":"{{string.Concat(Enumerable.Repeat("😀", 200))}}","price":1,"description":""}""";
        using var fits = await _app.PostJsonAsync("/products", body);
        using var tooLong = await _app.PostJsonAsync("/products", body.Replace("\"name\":\"", "\"name\":\"😀"));

        fits.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await tooLong.FaultsAsync()).ShouldBe(["#/name must be at most 200 characters, has 201"]);
    }

    [Fact]
    public async Task An_answer_lists_no_more_faults_than_the_setting()
    {
        var unknown = string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"x{i}\":1"));
        using var response = await _app.PostJsonAsync("/anything", $"{{{unknown}}}");

        (await response.FaultsAsync()).Length.ShouldBe(50);
    }

    [Fact]
    public async Task Times_reach_the_handler_in_utc()
    {
        using var response = await _app.PostJsonAsync("/bookings", """{"from":"2026-01-01T02:00:00+02:00","to":"2026-01-02T00:00:00Z"}""");

        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z"}""");
    }

    // Counts before it looks: a handler must not even start on a faulty body.
    private T Handled<T>(Body<T> body)
        where T : notnull
    {
        _handled++;
        return body.Value;
    }
}
