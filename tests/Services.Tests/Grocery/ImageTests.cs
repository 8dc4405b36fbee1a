using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What staff may send as a product's image, and what becomes of it.</summary>
[Trait("Requirement", "R86")]
public abstract class ImageTests(GroceryHost host)
{
    private const int MostBytes = 5 * 1024 * 1024;

    public static TheoryData<string, byte[], string, int, int> Kinds { get; } = new()
    {
        { "png", TestImage.Png(3, 2), "image/png", 3, 2 },
        { "jpg", TestImage.Jpeg(5, 4), "image/jpeg", 5, 4 },
        { "jpg", TestImage.Jpeg(500, 400, metadata: 0), "image/jpeg", 500, 400 },
        { "gif", TestImage.Gif(7, 6), "image/gif", 7, 6 },
        { "webp", TestImage.WebP("VP8 ", 300, 200), "image/webp", 300, 200 },
        { "webp", TestImage.WebP("VP8L", 300, 200), "image/webp", 300, 200 },
        { "webp", TestImage.WebP("VP8X", 30, 20), "image/webp", 30, 20 },
    };

    public static TheoryData<string, byte[], string> Strangers { get; } = new()
    {
        { "SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray(), "markup" },
        { "SVG with a declaration", "\ufeff  <?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>"u8.ToArray(), "markup" },
        { "HTML", "<!doctype html><script>alert(1)</script>"u8.ToArray(), "markup" },
        { "HTML before a PNG", [.. "<script>alert(1)</script>"u8, .. TestImage.Png()], "markup" },
        { "PDF", "%PDF-1.7 ..............."u8.ToArray(), "a PDF" },
        { "text", "GIF is what this says it is"u8.ToArray(), "text" },
        { "BMP", [.. "BM"u8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], "424D0001" },
        { "half a signature", [0x89, (byte)'P', (byte)'N'], "89504E" },
        { "RIFF that is a sound", [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8], "52494646" },
        { "nothing", [], "The file is empty" },
    };

    public static TheoryData<string, byte[]> Headless { get; } = new()
    {
        { "HTML behind a PNG's signature", [.. TestImage.Png()[..8], .. "<script>alert(1)</script>"u8] },
        { "a PNG's signature", TestImage.Png()[..8] },
        { "a PNG without width", TestImage.Png(0, 2) },
        { "a PNG of negative height", TestImage.Png(2, -2) },
        { "a GIF without height", TestImage.Gif(1, 0) },
        { "a JPEG that ends before its frame", TestImage.Jpeg()[..50_000] },
        { "a JPEG whose frame never comes", [0xFF, 0xD8, .. Enumerable.Repeat<byte[]>([0xFF, 0xE1, 0, 2], 100_000).SelectMany(segment => segment)] },
        { "a JPEG of fillers", [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 100_000)] },
        { "a WebP of no known form", TestImage.WebP("VP9 ") },
        { "a WebP that ends before its size", TestImage.WebP("VP8 ")[..20] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_image_is_stored_and_served_by_what_it_is(string extension, byte[] bytes, string type, int width, int height)
    {
        var (id, etag) = await CreateAsync();

        using var stored = await SendAsync(id, bytes, "text/html");

        stored.StatusCode.ShouldBe(HttpStatusCode.Created, await stored.Content.ReadAsStringAsync());
        var image = await JsonOf(stored);
        var url = (string)image["image_url"]!;
        url.ShouldMatch($@"^/grocery/images/[0-9a-f]{{32}}\.{extension}$");
        stored.Headers.Location!.OriginalString.ShouldBe(url);
        ((int)image["width"]!, (int)image["height"]!, (int)image["bytes"]!).ShouldBe((width, height, bytes.Length));

        using var shown = await host.Client.GetAsync(url);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shown.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
        shown.Content.Headers.ContentType!.ToString().ShouldBe(type);

        using var product = await host.Client.GetAsync($"{host.Prefix}/api/v2/products/{id}");
        ((string)(await JsonOf(product))["image_url"]!).ShouldBe(url);
        ((long)(await JsonOf(product))["version"]!).ShouldBe(2);
        product.Headers.ETag!.Tag.ShouldNotBe(etag);
    }

    [Fact]
    public async Task A_form_with_one_file_does_as_well_whatever_it_says_of_itself()
    {
        var (id, _) = await CreateAsync();
        using var form = Form(("file", "../../etc/x.html", TestImage.Gif()));

        using var stored = await host.Client.PostAsync(Upload(id), form);

        stored.StatusCode.ShouldBe(HttpStatusCode.Created, await stored.Content.ReadAsStringAsync());
        using var shown = await host.Client.GetAsync(stored.Headers.Location);
        shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/gif");
        (await shown.Content.ReadAsByteArrayAsync()).ShouldBe(TestImage.Gif());
    }

    [Fact]
    public async Task What_is_served_can_be_shown_kept_and_nothing_else()
    {
        var url = await StoreAsync((await CreateAsync()).Id, TestImage.Png());
        var name = NameOf(url);

        using var shown = await host.Client.GetAsync(url);

        shown.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        shown.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        shown.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
        shown.Content.Headers.ContentDisposition!.ToString().ShouldBe("inline");
        shown.Headers.CacheControl!.ToString().Split(", ").ShouldBe(["public", "max-age=31536000", "immutable"], ignoreOrder: true);
        shown.Headers.ETag!.ToString().ShouldBe($"\"{name}\"");
    }

    [Fact]
    public async Task It_is_served_as_HTTP_has_it_whole_unchanged_or_in_part()
    {
        var bytes = TestImage.Png();
        var url = await StoreAsync((await CreateAsync()).Id, bytes);
        var tag = $"\"{NameOf(url)}\"";

        using var head = await GetAsync(url, "HEAD");
        (head.StatusCode, head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, bytes.Length));
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        using var unchanged = await GetAsync(url, "GET", ("If-None-Match", $"\"other\", W/\"x\", {tag}"));
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        unchanged.Headers.ETag!.ToString().ShouldBe(tag);
        using var changed = await GetAsync(url, "GET", ("If-None-Match", "\"other\""));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var part = await GetAsync(url, "GET", ("Range", "bytes=1-3"));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsStringAsync()).ShouldBe("PNG");
        using var beyond = await GetAsync(url, "GET", ("Range", "bytes=5000-"));
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        beyond.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        beyond.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes */{bytes.Length}");
        beyond.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Anything_else_is_415_and_told_what_it_is(string what, byte[] bytes, string told)
    {
        var (id, _) = await CreateAsync();
        using var form = Form(("file", "photo.png", bytes));

        foreach (var sending in (Task<HttpResponseMessage>[])[SendAsync(id, bytes, "image/png"), host.Client.PostAsync(Upload(id), form)])
        {
            using var refused = await sending;
            refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType, what);
            refused.Headers.GetValues("Accept").Single().ShouldBe("image/png, image/jpeg, image/webp, image/gif");
            ((string)(await JsonOf(refused))["detail"]!).ShouldContain(told);
        }

        await ShouldHaveNoImageAsync(id);
    }

    [Theory]
    [MemberData(nameof(Headless))]
    public async Task What_only_begins_like_an_image_is_422(string what, byte[] bytes)
    {
        var (id, _) = await CreateAsync();

        using var refused = await SendAsync(id, bytes, "image/png");

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, what);
        ((string)(await JsonOf(refused))["detail"]!).ShouldContain("no width and height");
        await ShouldHaveNoImageAsync(id);
    }

    [Fact]
    public async Task More_than_fifty_megapixels_are_422_before_anybody_decodes_them()
    {
        var (id, _) = await CreateAsync();

        using var large = await SendAsync(id, TestImage.Png(10_000, 5_000), "image/png");
        using var bomb = await SendAsync(id, TestImage.Png(60_000, 60_000), "image/png");

        large.StatusCode.ShouldBe(HttpStatusCode.Created);
        bomb.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)(await JsonOf(bomb))["detail"]!).ShouldBe("The image has 60000 × 60000 pixels; at most 50000000 in all are taken.");
        Files().ShouldNotContain(file => file.EndsWith(".part"));
    }

    [Fact]
    public async Task Five_mebibytes_are_taken_and_one_byte_more_is_413()
    {
        var (id, _) = await CreateAsync();
        var largest = TestImage.Png(padTo: MostBytes);
        using var form = Form(("file", "large.png", largest));
        using var larger = Form(("file", "larger.png", [.. largest, 0]));

        (await StatusAsync(SendAsync(id, largest, "image/png"))).ShouldBe(HttpStatusCode.Created);
        (await StatusAsync(host.Client.PostAsync(Upload(id), form))).ShouldBe(HttpStatusCode.Created);
        (await StatusAsync(SendAsync(id, [.. largest, 0], "image/png"))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await StatusAsync(host.Client.PostAsync(Upload(id), larger))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ImageOf(id)).ShouldBe(Files().Where(file => new FileInfo(file).Length == MostBytes).Select(Path.GetFileName).Single());
    }

    [Fact]
    public async Task A_body_in_chunks_that_does_not_say_how_large_it_is_is_413_when_it_is_too_large()
    {
        var (id, _) = await CreateAsync();
        using var content = new ChunkedContent(TestImage.Png(padTo: MostBytes + 10));

        (await StatusAsync(host.Client.PostAsync(Upload(id), content))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await ShouldHaveNoImageAsync(id);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nPNG")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"fi")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nPNG\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.png\"\r\n\r\nPNG\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nPNG\r\n--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nPNG\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nPNG\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nPNG\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "")]
    [InlineData("multipart/form-data; boundary=b", "PNG")]
    [InlineData("multipart/form-data", "--b\r\n")]
    [InlineData("multipart/form-data; boundary=\"\"", "--\r\n")]
    public async Task A_form_that_is_broken_or_holds_more_than_one_file_is_400(string type, string body)
    {
        var (id, _) = await CreateAsync();
        var bytes = Encoding.Latin1.GetBytes(body.Replace("PNG", Encoding.Latin1.GetString(TestImage.Png()), StringComparison.Ordinal));

        using var refused = await SendAsync(id, bytes, type);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await refused.Content.ReadAsStringAsync());
        ((string)(await JsonOf(refused))["detail"]!).ShouldContain("form");
        await ShouldHaveNoImageAsync(id);
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("0")]
    public async Task An_unknown_product_is_404_and_no_file_is_left(string id)
    {
        var before = Files();

        using var uploaded = await host.Client.PostAsync($"{host.Prefix}/admin/products/{id}/image", new ByteArrayContent(TestImage.Png()));
        using var removed = await host.Client.DeleteAsync($"{host.Prefix}/admin/products/{id}/image");

        (uploaded.StatusCode, removed.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        Files().ShouldBe(before);
    }

    [Fact]
    public async Task A_new_image_takes_the_old_ones_place_and_file()
    {
        var (id, _) = await CreateAsync();
        var first = await StoreAsync(id, TestImage.Png());
        var second = await StoreAsync(id, TestImage.Gif());

        (await StatusAsync(host.Client.GetAsync(first))).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(host.Client.GetAsync(second))).ShouldBe(HttpStatusCode.OK);
        Files().Select(Path.GetFileName).ShouldNotContain(NameOf(first));
    }

    [Fact]
    public async Task Of_many_uploads_at_once_one_file_is_left_and_it_is_the_products()
    {
        var (id, _) = await CreateAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 10).Select(n => SendAsync(id, TestImage.Png(n, 1), "image/png")));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        var names = await Task.WhenAll(answers.Select(async answer => ((string)(await JsonOf(answer))["image_url"]!).Split('/')[^1]));
        var left = Files().Select(file => Path.GetFileName(file)!).Where(names.Contains).ToList();
        left.ShouldBe([(await ImageOf(id))!]);
    }

    [Fact]
    public async Task An_image_that_another_product_shows_too_stays()
    {
        var (id, _) = await CreateAsync();
        var url = await StoreAsync(id, TestImage.Png());
        await CreateAsync(url.OriginalString);

        await StoreAsync(id, TestImage.Gif());

        (await StatusAsync(host.Client.GetAsync(url))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_removed_image_is_gone_and_removing_it_again_changes_nothing_more()
    {
        var (id, _) = await CreateAsync();
        var url = await StoreAsync(id, TestImage.Png());

        (await StatusAsync(host.Client.DeleteAsync(Upload(id)))).ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(host.Client.DeleteAsync(Upload(id)))).ShouldBe(HttpStatusCode.NoContent);

        (await ImageOf(id)).ShouldBeNull();
        (await StatusAsync(host.Client.GetAsync(url))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_product_that_is_replaced_keeps_the_image_it_names_and_loses_the_one_it_does_not()
    {
        var (id, _) = await CreateAsync();
        var url = await StoreAsync(id, TestImage.Png());

        (await StatusAsync(ReplaceAsync(id, url.OriginalString))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host.Client.GetAsync(url))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(ReplaceAsync(id, "https://elsewhere.example/a.png"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host.Client.GetAsync(url))).ShouldBe(HttpStatusCode.NotFound);
        Files().Select(Path.GetFileName).ShouldNotContain(NameOf(url));
    }

    [Fact]
    public async Task A_product_off_the_shelf_keeps_its_image()
    {
        var (id, _) = await CreateAsync();
        var url = await StoreAsync(id, TestImage.Png());

        (await StatusAsync(host.Staff.DeleteAsync($"{host.Prefix}/api/v2/products/{id}"))).ShouldBe(HttpStatusCode.NoContent);

        (await StatusAsync(host.Client.GetAsync(url))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("..%2f..%2fsecrets.json")]
    [InlineData("..%5c..%5csecrets.json")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("0123456789abcdef0123456789abcdef.png")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF.png")]
    [InlineData("0123456789abcdef0123456789abcdef.html")]
    [InlineData("0123456789abcdef0123456789abcdef.png.part")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef.png%0a")]
    [InlineData("%20123456789abcdef0123456789abcdef0.png")]
    [InlineData("unsettled")]
    [InlineData("..")]
    public async Task A_name_that_is_none_is_404(string name)
    {
        using var answer = await host.Client.GetAsync($"{host.Prefix}/images/{name}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_name_is_taken_letter_by_letter()
    {
        var url = await StoreAsync((await CreateAsync()).Id, TestImage.Png());
        var name = NameOf(url);

        foreach (var other in (string[])[name.ToUpperInvariant(), name + "%00", name + "%00.png", $"{name[..2]}/{name}", $"{name[..2]}%2f{name}", $".%2f{name}", name + ".", name + "/x"])
        {
            (await StatusAsync(host.Client.GetAsync($"{host.Prefix}/images/{other}"))).ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        }
    }

    private static MultipartFormDataContent Form(params (string Name, string FileName, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, fileName, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("text/html");
            form.Add(part, name, fileName);
        }

        return form;
    }

    private static string NameOf(Uri url) => url.OriginalString.Split('/')[^1];

    private static async Task<JsonNode> JsonOf(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return response.StatusCode;
    }

    private string Upload(long id) => $"{host.Prefix}/admin/products/{id}/image";

    private async Task<HttpResponseMessage> SendAsync(long id, byte[] bytes, string type)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await host.Client.PostAsync(Upload(id), content);
    }

    private async Task<HttpResponseMessage> GetAsync(Uri url, string method, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await host.Client.SendAsync(request);
    }

    private async Task<Uri> StoreAsync(long id, byte[] bytes)
    {
        using var stored = await SendAsync(id, bytes, "application/octet-stream");
        stored.StatusCode.ShouldBe(HttpStatusCode.Created, await stored.Content.ReadAsStringAsync());
        return stored.Headers.Location!;
    }

    private async Task<(long Id, string Etag)> CreateAsync(string? imageUrl = null)
    {
        using var created = await host.Staff.PostAsJsonAsync(
            $"{host.Prefix}/api/v2/products", new { name = "Pictured", price = 2.5, description = "", image_url = imageUrl });
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        return ((long)(await JsonOf(created))["id"]!, created.Headers.ETag!.Tag);
    }

    private async Task<HttpResponseMessage> ReplaceAsync(long id, string imageUrl)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{host.Prefix}/api/v2/products/{id}")
        {
            Content = JsonContent.Create(new { name = "Pictured anew", price = 2.5, description = "", image_url = imageUrl }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await host.Staff.SendAsync(request);
    }

    private async Task<string?> ImageOf(long id) =>
        ((string?)JsonNode.Parse(await host.Client.GetStringAsync($"{host.Prefix}/api/v2/products/{id}"))!["image_url"])?.Split('/')[^1];

    // Every file below the folder, marks and beginnings too. Tests of a class run one after the other.
    private List<string> Files()
    {
        var folder = Path.Combine(host.Database.Folder, "grocery-images");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order()] : [];
    }

    private async Task ShouldHaveNoImageAsync(long id)
    {
        (await ImageOf(id)).ShouldBeNull();
        Files().ShouldNotContain(file => file.EndsWith(".part") || file.Contains("unsettled"));
    }

    /// <summary>A body that does not know its length.</summary>
    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

public sealed class Images_together_on_SQLite(ImagesTogetherOnSqlite host) : ImageTests(host), IClassFixture<ImagesTogetherOnSqlite>;

public sealed class Images_apart_on_SQLite(ImagesApartOnSqlite host) : ImageTests(host), IClassFixture<ImagesApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Images_together_on_PostgreSQL(ImagesTogetherOnPostgreSql host) : ImageTests(host), IClassFixture<ImagesTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class Images_apart_on_PostgreSQL(ImagesApartOnPostgreSql host) : ImageTests(host), IClassFixture<ImagesApartOnPostgreSql>;
