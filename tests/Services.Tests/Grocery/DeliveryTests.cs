using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.Grocery.Stock;
using Seaworthy.Signatures;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What a supplier's program says that it has brought, signed.</summary>
[Trait("Requirement", "R11")]
public abstract class DeliveryTests(GroceryHost host) : IDisposable
{
    private const string Path = "/api/v2/deliveries";
    private readonly HttpClient _farm = new(new SignRequests("farm", DeliveredShop.Secret) { InnerHandler = new SocketsHttpHandler() }) { BaseAddress = host.App.Address };
    private readonly string _reference = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_signed_notice_puts_on_the_shelf_what_was_brought_and_says_so_once()
    {
        await CountAsync(product: 11, quantity: 3);

        using var taken = await SendAsync(new { reference = _reference, lines = new[] { new { product_id = 11, quantity = 40 }, new { product_id = 12, quantity = 5 } } });
        taken.StatusCode.ShouldBe(HttpStatusCode.Created);
        ((string)(await taken.Content.ReadFromJsonAsync<JsonNode>())!["reference"]!).ShouldBe(_reference);
        (await LeftAsync(11)).ShouldBe(43);
        (await LeftAsync(12)).ShouldBeNull("nobody counts it");

        using var again = await SendAsync(new { reference = _reference, lines = new[] { new { product_id = 11, quantity = 40 } } });
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await LeftAsync(11)).ShouldBe(43);
        (await host.Session.ReadAsync((db, ct) => db.Set<TrailRow>().CountAsync(row => row.Action == TrailAction.Created && row.ObjectId == $"farm/{_reference}", ct), default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_product_that_the_shop_does_not_have_is_named_and_nothing_is_taken()
    {
        await CountAsync(product: 13, quantity: 1);

        using var refused = await SendAsync(new { reference = _reference, lines = new[] { new { product_id = 13, quantity = 1 }, new { product_id = 999_999, quantity = 1 } } });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("\"#/lines/1/product_id\"");
        (await LeftAsync(13)).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"lines":[{"product_id":1,"quantity":1}]}""", "#/reference")]
    [InlineData("""{"reference":"a","lines":[]}""", "#/lines")]
    [InlineData("""{"reference":"a","lines":[{"product_id":1,"quantity":0}]}""", "#/lines/0/quantity")]
    [InlineData("""{"reference":"a","lines":[{"product_id":1,"quantity":1},{"product_id":1,"quantity":1}]}""", "#/lines")]
    public async Task What_is_no_delivery_is_told_where_it_is_not(string body, string where)
    {
        using var refused = await _farm.PostAsync($"{host.Prefix}{Path}", new StringContent(body, null, "application/json"));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain($"\"{where}\"");
    }

    [Fact]
    public async Task Without_a_signature_or_with_a_strangers_it_is_refused()
    {
        using var stranger = new HttpClient(new SignRequests("farm", DeliveredShop.Secret.Replace('a', 'b')) { InnerHandler = new SocketsHttpHandler() }) { BaseAddress = host.App.Address };
        var body = new { reference = _reference, lines = new[] { new { product_id = 11, quantity = 1 } } };

        (await host.Client.PostAsJsonAsync($"{host.Prefix}{Path}", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.PostAsJsonAsync($"{host.Prefix}{Path}", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    public void Dispose()
    {
        _farm.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<HttpResponseMessage> SendAsync(object body) => _farm.PostAsJsonAsync($"{host.Prefix}{Path}", body);

    private Task<bool> CountAsync(long product, int quantity) => host.Session.WriteAsync(
        (db, _) =>
        {
            db.Add(new ProductStock { ProductId = product, Quantity = quantity });
            return Task.FromResult(true);
        },
        default);

    private Task<int?> LeftAsync(long product) =>
        host.Session.ReadAsync((db, ct) => db.Stock.Where(stock => stock.ProductId == product).Select(stock => (int?)stock.Quantity).SingleOrDefaultAsync(ct), default);
}

public class DeliveredShop : GroceryTogetherOnSqlite
{
    public const string Secret = "a1a2a3a4a5a6a7a8a9a0b1b2b3b4b5b6c1c2c3c4c5c6c7c8";

    protected override IEnumerable<(string Key, string Value)> Settings => [("Services:Grocery:Signatures:Keys:farm", Secret)];
}

public sealed class DeliveredShopOnPostgreSql : DeliveredShop
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

public sealed class Deliveries_on_SQLite(DeliveredShop host) : DeliveryTests(host), IClassFixture<DeliveredShop>;

[Trait("Server", "PostgreSQL")]
public sealed class Deliveries_on_PostgreSQL(DeliveredShopOnPostgreSql host) : DeliveryTests(host), IClassFixture<DeliveredShopOnPostgreSql>;
