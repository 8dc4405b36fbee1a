using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.Grocery.Products;

namespace Seaworthy.Services.Tests.Grocery;

public abstract class ProductChangeTests(GroceryHost host)
{
    [Theory]
    [InlineData("/api/products/")]
    [InlineData("/api/v1/products/")]
    [InlineData("/api/v2/products")]
    [Trait("Requirement", "R3")]
    public async Task A_new_product_is_201_at_its_address_and_in_the_list(string path)
    {
        using var created = await PostAsync(path, """{"name":"Goat cheese, 200 g","price":4.99,"description":"Young"}""");

        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var product = JsonNode.Parse(await created.Content.ReadAsStringAsync())!;
        ((decimal)product["price"]!).ShouldBe(4.99m);
        (await host.Client.GetStringAsync(created.Headers.Location)).ShouldBe(await created.Content.ReadAsStringAsync());
        var newest = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{host.Prefix}/api/v2/products?limit=1", UriKind.Relative)))!;
        ((long)newest["items"]![0]!["id"]!).ShouldBe((long)product["id"]!);
        var found = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{host.Prefix}/api/v2/products?search=goat", UriKind.Relative)))!;
        found["items"]!.AsArray().ShouldContain(item => (long)item!["id"]! == (long)product["id"]!);
    }

    [Fact]
    [Trait("Requirement", "R3")]
    public async Task Every_broken_rule_is_told_at_once_with_its_pointer()
    {
        using var response = await PostAsync("/api/v1/products/", $$"""{"name":"{{new string('n', 201)}}","price":0,"category_id":"x","colour":"red"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        problem["errors"]!.AsArray().Select(error => (string)error!["pointer"]!)
            .ShouldBe(["#/name", "#/price", "#/description", "#/category_id", "#/colour"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_unknown_category_is_a_validation_error_and_nothing_is_stored()
    {
        using var response = await PostAsync("/api/v2/products", """{"name":"Orphan shelf","price":1,"description":"","category_id":999999}""");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync()).ShouldContain("#/category_id");
        var found = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{host.Prefix}/api/v2/products?search=orphan", UriKind.Relative)))!;
        found["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<b>Bread</b>", "Bread")]
    [InlineData("<script>alert(1)</script>Milk", "Milk")]
    [InlineData("a < b and x <y", "a < b and x <y")]
    [InlineData("<Foo> & Sons", "<Foo> & Sons")]
    [InlineData("A &amp; B", "A &amp; B")]
    [InlineData("O'Brien's \"best\"; drop table products; --", "O'Brien's \"best\"; drop table products; --")]
    [InlineData("Crème brûlée 李", "Crème brûlée 李")]
    [Trait("Requirement", "R4")]
    [Trait("Requirement", "R5")]
    public async Task A_name_loses_its_tags_and_nothing_else(string sent, string stored)
    {
        using var created = await host.Staff.PostAsJsonAsync(new Uri($"{host.Prefix}/api/v1/products/", UriKind.Relative), new { name = sent, price = 1, description = "" });

        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        ((string)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["name"]!).ShouldBe(stored);
    }

    [Fact]
    public async Task A_change_needs_the_version_it_was_made_from()
    {
        var (address, etag) = await CreateAsync();

        (await PutAsync(address, null, "Blind")).ShouldBe(HttpStatusCode.PreconditionRequired);
        (await PutAsync(address, "\"99\"", "Stale")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await PutAsync(address, $"W/{etag}", "Weak")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await PutAsync(address, etag, "Right")).ShouldBe(HttpStatusCode.OK);
        (await PutAsync(address, etag, "Again")).ShouldBe(HttpStatusCode.PreconditionFailed);

        var product = JsonNode.Parse(await host.Client.GetStringAsync(address))!;
        ((string)product["name"]!).ShouldBe("Right");
        ((long)product["version"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_changes_from_one_version_exactly_one_is_made()
    {
        var (address, etag) = await CreateAsync();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => PutAsync(address, etag, $"Racer {n}")));

        statuses.Count(status => status == HttpStatusCode.OK).ShouldBe(1);
        statuses.Count(status => status == HttpStatusCode.PreconditionFailed).ShouldBe(19);
    }

    [Fact]
    public async Task A_deactivated_product_leaves_lists_and_search_and_keeps_its_address()
    {
        var (address, _) = await CreateAsync("Unicorn steak");

        (await host.Staff.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await host.Staff.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var found = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{host.Prefix}/api/v2/products?search=unicorn", UriKind.Relative)))!;
        found["items"]!.AsArray().ShouldBeEmpty();
        ((bool)JsonNode.Parse(await host.Client.GetStringAsync(address))!["is_active"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_names_a_version_takes_away_no_other()
    {
        var (address, etag) = await CreateAsync("Guarded cheese");
        (await PutAsync(address, etag, "Guarded cheese, mature")).ShouldBe(HttpStatusCode.OK);

        (await DeleteAsync(address, etag)).ShouldBe(HttpStatusCode.PreconditionFailed);
        ((bool)JsonNode.Parse(await host.Client.GetStringAsync(address))!["is_active"]!).ShouldBeTrue();
        (await DeleteAsync(address, "\"2\"")).ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync(address, "\"2\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await DeleteAsync(address, "*")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_longest_description_is_read_whole_and_put_back_as_it_was()
    {
        var longest = string.Concat(Enumerable.Repeat("𐌰", 1000)); // two UTF-16 units each
        using var created = await host.Staff.PostAsJsonAsync(new Uri($"{host.Prefix}/api/v2/products", UriKind.Relative), new { name = "Runes", price = 1, description = longest });
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());

        var read = JsonNode.Parse(await host.Client.GetStringAsync(created.Headers.Location!))!;
        var listed = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{host.Prefix}/api/v2/products?limit=1&fields=description", UriKind.Relative)))!;

        ((string)read["description"]!).ShouldBe(longest);
        ((string)listed["items"]![0]!["description"]!).ShouldBe(longest);
    }

    [Fact]
    public async Task A_longer_description_of_a_catalogue_is_cut_in_lists_only()
    {
        var longer = string.Concat(Enumerable.Repeat("𐌰", 1001));
        var id = await host.Session.WriteAsync(
            async (db, ct) =>
            {
                var product = new Product { Name = "", NameKey = "", Description = longer, Price = 1, CreatedAt = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), UpdatedAt = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) };
                product.Rename("Catalogue of runes");
                db.Add(product);
                await db.SaveChangesAsync(ct);
                return product.Id;
            },
            CancellationToken.None);

        var read = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{host.Prefix}/api/v2/products/{id}", UriKind.Relative)))!;
        var listed = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{host.Prefix}/api/v2/products?search=runes&sort=created_at&limit=1&fields=id,description", UriKind.Relative)))!;

        ((string)read["description"]!).ShouldBe(longer);
        ((long)listed["items"]![0]!["id"]!).ShouldBe(id);
        ((string)listed["items"]![0]!["description"]!).ShouldBe(longer[..2000] + "...");
    }

    [Fact]
    [Trait("Requirement", "R32")]
    public async Task Parallel_writes_all_succeed()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n =>
            PostAsync("/api/v2/products", $$"""{"name":"Parallel {{n}}","price":1,"description":""}""")));

        answers.Select(answer => answer.StatusCode).Distinct().ShouldBe([HttpStatusCode.Created]);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Theory]
    [InlineData("/api/v2/products/0")]
    [InlineData("/api/v2/products/999999999")]
    [InlineData("/api/v2/products/9223372036854775807")]
    [InlineData("/api/v2/products/92233720368547758070")]
    [InlineData("/api/v2/products/-1")]
    [InlineData("/api/v2/products/+1")]
    [InlineData("/api/v2/products/%201")]
    [InlineData("/api/v2/products/abc")]
    [InlineData("/api/v2/products/7/nothing")]
    [InlineData("/api/v9/products")]
    public async Task What_is_not_there_is_a_404_problem(string path)
    {
        using var response = await host.Client.GetAsync(new Uri(host.Prefix + path, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private async Task<(Uri Address, string Etag)> CreateAsync(string name = "Subject")
    {
        using var created = await PostAsync("/api/v2/products", $$"""{"name":"{{name}}","price":2.50,"description":"as made"}""");
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (created.Headers.Location!, created.Headers.ETag!.Tag);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await host.Staff.PostAsync(new Uri(host.Prefix + path, UriKind.Relative), content);
    }

    private async Task<HttpStatusCode> DeleteAsync(Uri address, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, address);
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await host.Staff.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> PutAsync(Uri address, string? etag, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address)
        {
            Content = JsonContent.Create(new { name, price = 3.10, description = "changed" }),
        };
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        using var response = await host.Staff.SendAsync(request);
        return response.StatusCode;
    }
}

public sealed class ProductChanges_together_on_SQLite(GroceryTogetherOnSqlite host) : ProductChangeTests(host), IClassFixture<GroceryTogetherOnSqlite>;

public sealed class ProductChanges_apart_on_SQLite(GroceryApartOnSqlite host) : ProductChangeTests(host), IClassFixture<GroceryApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class ProductChanges_together_on_PostgreSQL(GroceryTogetherOnPostgreSql host) : ProductChangeTests(host), IClassFixture<GroceryTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class ProductChanges_apart_on_PostgreSQL(GroceryApartOnPostgreSql host) : ProductChangeTests(host), IClassFixture<GroceryApartOnPostgreSql>;
