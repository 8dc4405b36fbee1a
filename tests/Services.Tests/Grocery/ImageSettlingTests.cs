using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Grocery.Images;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What a transaction that failed, or a process that died, leaves of an image.</summary>
[Trait("Requirement", "R86")]
public abstract class ImageSettlingTests(GroceryHost host)
{
    private ImageFolder Folder => host.App.App.Services.GetRequiredService<ImageFolder>();

    private SettleImages Settle => host.App.App.Services.GetRequiredService<SettleImages>();

    [Fact]
    public async Task A_change_that_cannot_be_committed_leaves_no_file_and_the_old_image()
    {
        var (id, first) = await PicturedAsync();
        await host.Session.WriteAsync((db, ct) => db.Database.ExecuteSqlRawAsync(Refusal(host), ct), CancellationToken.None);
        try
        {
            using var refused = await UploadAsync(id, TestImage.Gif());

            refused.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            Files("*.gif").ShouldBeEmpty();
            (await ImageOf(id)).ShouldBe(first);
            (await host.Client.GetAsync(first)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            await host.Session.WriteAsync((db, ct) => db.Database.ExecuteSqlRawAsync(Permission(host), ct), CancellationToken.None);
        }

        (await UploadAsync(id, TestImage.Gif())).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_folder_that_takes_no_file_is_a_5xx_and_the_next_upload_is_taken_again()
    {
        var (id, first) = await PicturedAsync();
        var marks = Path.Combine(host.Database.Folder, "grocery-images", "unsettled");
        Directory.Delete(marks);
        await File.WriteAllTextAsync(marks, "");

        using var refused = await UploadAsync(id, TestImage.Gif());
        File.Delete(marks);
        using var taken = await UploadAsync(id, TestImage.WebP("VP8 "));

        refused.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        taken.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await host.Client.GetAsync(first)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_start_removes_what_a_crash_has_left_an_hour_ago_and_nothing_that_a_product_shows()
    {
        var (_, shown) = await PicturedAsync();
        var orphan = Marked(TestImage.Jpeg(), isWhole: true);
        var begun = Marked(TestImage.Jpeg(), isWhole: false);
        var young = Marked(TestImage.Jpeg(), isWhole: true);
        var stranger = Marked(TestImage.Jpeg(), isWhole: true);
        Folder.Unmark(stranger);
        Folder.Mark(ImageName.OfUrl(shown)!);
        foreach (var name in (string[])[orphan.Text, begun.Text, ImageName.OfUrl(shown)!.Text])
        {
            File.SetLastWriteTimeUtc(Path.Combine(host.Database.Folder, "grocery-images", "unsettled", name), DateTime.UnixEpoch);
        }

        await Settle.StartAsync(CancellationToken.None);
        await Settle.ExecuteTask!;

        Files("*").ShouldNotContain(orphan.Text);
        Files("*").ShouldNotContain(begun.Text + ".part");
        Files("*").ShouldContain(young.Text);
        Files("*").ShouldContain(stranger.Text, "only what was marked is ever removed");
        (await host.Client.GetAsync(shown)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Folder.MarkedBefore(DateTime.MaxValue).ShouldBe([young]);
        await Settle.HandleAsync([young], CancellationToken.None);
        Files("*").ShouldNotContain(young.Text);
    }

    // A table that refuses images, as the last statement before the commit meets it.
    private static string Refusal(GroceryHost host) => host.Database.Url is null
        ? "create trigger no_gif before update of image_url on products when new.image_url like '%.gif' begin select raise(abort, 'no'); end"
        : "alter table grocery.products add constraint no_gif check (image_url is null or image_url not like '%.gif')";

    private static string Permission(GroceryHost host) =>
        host.Database.Url is null ? "drop trigger no_gif" : "alter table grocery.products drop constraint no_gif";

    private ImageName Marked(byte[] bytes, bool isWhole)
    {
        var name = ImageName.New(ImageType.Jpeg);
        Folder.Mark(name);
        using (var file = Folder.Begin(name))
        {
            file.Write(bytes);
        }

        if (isWhole)
        {
            Folder.Publish(name);
        }

        return name;
    }

    private async Task<(long Id, string Url)> PicturedAsync()
    {
        using var created = await host.Staff.PostAsJsonAsync($"{host.Prefix}/api/v2/products", new { name = "Pictured", price = 2.5, description = "" });
        var id = (long)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["id"]!;
        using var stored = await UploadAsync(id, TestImage.Png());
        stored.StatusCode.ShouldBe(HttpStatusCode.Created, await stored.Content.ReadAsStringAsync());
        return (id, stored.Headers.Location!.OriginalString);
    }

    private async Task<HttpResponseMessage> UploadAsync(long id, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        return await host.Client.PostAsync($"{host.Prefix}/admin/products/{id}/image", content);
    }

    private async Task<string?> ImageOf(long id) =>
        (string?)JsonNode.Parse(await host.Client.GetStringAsync($"{host.Prefix}/api/v2/products/{id}"))!["image_url"];

    private List<string?> Files(string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(host.Database.Folder, "grocery-images"), pattern, SearchOption.AllDirectories).Select(Path.GetFileName)];
}

public sealed class ImageSettling_on_SQLite(ImagesApartOnSqlite host) : ImageSettlingTests(host), IClassFixture<ImagesApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class ImageSettling_on_PostgreSQL(ImagesApartOnPostgreSql host) : ImageSettlingTests(host), IClassFixture<ImagesApartOnPostgreSql>;
