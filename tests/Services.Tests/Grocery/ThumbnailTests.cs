using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Images;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What becomes of a product's image behind the answer.</summary>
[Trait("Requirement", "R86")]
[Trait("Requirement", "R60")]
[Trait("Server", "vips")]
public abstract class ThumbnailTests(GroceryHost host)
{
    private readonly ShopClient _shop = new(host);

    [Fact]
    public async Task An_image_that_was_sent_is_there_in_smaller_ones_and_they_go_with_it()
    {
        var product = await _shop.NewProductAsync("Pears, 1 kg", 2.80m);
        await UploadAsync(product, TestImage.Png(500, 250));

        var smaller = await SmallerAsync(product);
        smaller.Select(one => (int)one!["width"]!).ShouldBe([160, 320]);
        foreach (var (kind, type) in (((string, ImageType)[])[("webp", ImageType.WebP), ("jpeg", ImageType.Jpeg)]))
        {
            using var shown = await host.Client.GetAsync((string)smaller[0]![kind]!);
            (shown.StatusCode, shown.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, type.MediaType));
            ImageSize.Read(new MemoryStream(await shown.Content.ReadAsByteArrayAsync()), type).ShouldBe(new ImageSize(160, 80));
        }

        await UploadAsync(product, TestImage.Png(30, 20));
        (await host.Client.GetAsync((string)smaller[0]!["webp"]!)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SmallerAsync(product)).Select(one => (int)one!["width"]!).ShouldBe([160]);
    }

    [Fact]
    public async Task A_product_that_is_made_with_a_stored_image_has_its_smaller_ones_too_and_none_of_an_image_elsewhere()
    {
        var url = await UploadAsync(await _shop.NewProductAsync("Plums, 1 kg", 3.10m), TestImage.Png(200, 100));
        using var made = await _shop.AsStaff().PostAsync("/api/v1/products/", new { name = "Plums, 2 kg", price = 6m, description = "", image_url = url });
        using var elsewhere = await _shop.AsStaff().PostAsync("/api/v1/products/", new { name = "Plums, 3 kg", price = 9m, description = "", image_url = "https://example.com/plums.png" });

        (await SmallerAsync((long)(await ShopClient.JsonAsync(made))["id"]!)).Count.ShouldBe(1);
        (await ShopClient.JsonAsync(elsewhere))["thumbnails"].ShouldBeNull();
        (await JobsAsync("%plums.png%")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_nothing_can_be_made_of_is_shown_as_it_is_and_its_job_says_why()
    {
        var product = await _shop.NewProductAsync("Quinces, 1 kg", 4.20m);
        var url = await UploadAsync(product, TestImage.Gif());

        (await ErrorAsync(url)).ShouldStartWith($"JobRejectedException: {ImageName.OfUrl(url)!.Text} stays as it is: The image cannot be decoded within 256 MB and 20 s");
        (await _shop.GetAsync($"/api/v2/products/{product}"))["image_url"]!.ToString().ShouldBe(url);
        (await host.Client.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_bomb_costs_its_own_job_alone_which_says_why()
    {
        var product = await _shop.NewProductAsync("Medlars, 1 kg", 5.10m);
        var url = await UploadAsync(product, TestImage.Bomb(6000, 6000)); // 288 MB of pixels

        (await ErrorAsync(url)).ShouldStartWith($"JobRejectedException: {ImageName.OfUrl(url)!.Text} stays as it is: The image cannot be decoded within 256 MB and 20 s");

        await UploadAsync(product, TestImage.Png(30, 20));
        (await SmallerAsync(product)).Count.ShouldBe(1);
    }

    private async Task<string> UploadAsync(long product, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var answer = await host.Client.PostAsync($"{host.Prefix}/admin/products/{product}/image", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (string)(await ShopClient.JsonAsync(answer))["image_url"]!;
    }

    private async Task<JsonArray> SmallerAsync(long product)
    {
        JsonNode? smaller = null;
        await UntilAsync(async () => (smaller = (await _shop.GetAsync($"/api/v2/products/{product}"))["thumbnails"]) is not null);
        return smaller!.AsArray();
    }

    // What the dead job of an image says.
    private async Task<string> ErrorAsync(string url)
    {
        IReadOnlyList<string> errors = [];
        await UntilAsync(async () => (errors = await JobsAsync($"%{ImageName.OfUrl(url)!.Text}%")).Count == 1);
        return errors[0];
    }

    private Task<IReadOnlyList<string>> JobsAsync(string told) => host.Session.ReadAsync(
        new($"select last_error from {host.App.App.Services.GetRequiredService<JobParts<GroceryDb>>().Store.Sql.Finished} where state = 4 and args like $1", told), row => row.GetString(0), default);

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isTrue())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}

public sealed class Thumbnails_together_on_SQLite(ThumbnailsTogetherOnSqlite host) : ThumbnailTests(host), IClassFixture<ThumbnailsTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Thumbnails_apart_on_PostgreSQL(ThumbnailsApartOnPostgreSql host) : ThumbnailTests(host), IClassFixture<ThumbnailsApartOnPostgreSql>;
