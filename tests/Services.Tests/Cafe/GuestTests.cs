using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Cafe;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Hosting.Settings;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>Guests where nobody has said which restaurant is theirs: outside Development, without the setting.</summary>
[Trait("Requirement", "R89")]
public sealed class GuestTests(GuestTests.CafeInProduction host) : IClassFixture<GuestTests.CafeInProduction>
{
    [Theory]
    [InlineData("GET", "/api/v1/menu-items/")]
    [InlineData("GET", "/api/v1/categories/")]
    [InlineData("POST", "/api/v1/orders/")]
    [InlineData("GET", "/api/v1/bill")]
    public async Task Without_a_table_he_is_asked_for_its_code(string method, string path)
    {
        var body = method == "POST" ? new { items = new[] { new { menu_item_id = 1, quantity = 1 } } } : null;

        var said = await new CafeClient(host, email: null).FailAsync(new(method), path, HttpStatusCode.Unauthorized, body);

        said.ShouldContain("X-Table-Token");
    }

    [Fact]
    public async Task Whoever_says_who_he_is_without_a_token_is_a_stranger() =>
        await new CafeClient(host).FailAsync(HttpMethod.Get, "/api/v1/orders/", HttpStatusCode.Unauthorized);

    [Fact]
    [Trait("Requirement", "R7")]
    public async Task A_page_of_another_origin_may_send_the_code_of_its_table()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, $"{host.Prefix}/api/v1/orders/")
        {
            Headers = { { "Origin", CafeInProduction.Page }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "content-type,idempotency-key,x-table-token" } },
        };

        using var answer = await host.Client.SendAsync(preflight);

        answer.Headers.GetValues("Access-Control-Allow-Origin").Single().ShouldBe(CafeInProduction.Page);
        var allowed = answer.Headers.GetValues("Access-Control-Allow-Headers").Single().Split(", ");
        allowed.Count(name => name is "Content-Type" or "Idempotency-Key" or "X-Table-Token").ShouldBe(3);
    }

    [Fact]
    [Trait("Requirement", "R9")]
    public async Task Staff_come_with_a_token_and_a_guest_with_the_code_that_they_made()
    {
        var token = await host.App.TokenAsync<CafeDb>(CafeModule.Info.Name, CafeOnSqlite.Owner, tenant: null);
        using var make = new HttpRequestMessage(HttpMethod.Post, $"{host.Prefix}/api/v1/tables/1/code") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var made = await host.Client.SendAsync(make);
        var code = System.Text.Json.Nodes.JsonNode.Parse(await made.Content.ReadAsStringAsync())!;

        var guest = new CafeClient(host).AtTable((string)code["token"]!);

        ((string)(await guest.GetAsync("/api/v1/menu-items/1"))["name"]!).ShouldBe("Latte");
        var order = await guest.OrderAsync();
        ((long)(await guest.GetAsync($"/api/v1/orders/{order}"))["table_id"]!).ShouldBe(1);
    }

    [Theory]
    [InlineData(null, true, 1L)]
    [InlineData(null, false, null)]
    [InlineData("", false, null)]
    [InlineData("7", false, 7L)]
    [InlineData("7", true, 7L)]
    public void The_setting_says_whose_guests_they_are(string? setting, bool isDevelopment, long? restaurant) =>
        (GuestRestaurant.Read(Settings(setting), isDevelopment).Id?.Value).ShouldBe(restaurant);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("Harbour Coffee")]
    public void A_setting_that_is_no_number_stops_the_start_and_says_so(string setting) =>
        Should.Throw<SettingsException>(() => GuestRestaurant.Read(Settings(setting), isDevelopment: true)).Message.ShouldContain("Cafe:RestaurantId");

    private static IConfiguration Settings(string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection(value is null ? [] : new Dictionary<string, string?> { ["Cafe:RestaurantId"] = value }).Build();

    /// <summary>The demo's restaurants, served as in production.</summary>
    public sealed class CafeInProduction : CafeOnSqlite
    {
        public const string Page = "https://guests.example";

        protected override string Environment => Environments.Production;

        protected override IEnumerable<(string Key, string Value)> Settings => [.. base.Settings, ("Services:Cafe:Cors:Origins", Page)];
    }
}
