using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Seaworthy.Grocery.Images;
using Seaworthy.Images;
using Seaworthy.Services.Tests.Grocery;

namespace Seaworthy.IntegrationTests.Images;

/// <summary>Images made smaller by the real program, and those that it must not be harmed by.</summary>
[Trait("Requirement", "R86")]
[Trait("Server", "vips")]
public sealed class ThumbnailsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;

    /// <summary>What begins like an image, and what is none.</summary>
    public static TheoryData<string, byte[]> Bad { get; } = new()
    {
        { "text", "this is no image"u8.ToArray() },
        { "markup", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"u8.ToArray() },
        { "half a PNG", TestImage.Png(2000, 2000)[..100] },
        { "a PNG of 400 megapixels", TestImage.Png(20_000, 20_000) },
        { "a GIF of nothing", TestImage.Gif() },
        { "a JPEG of nothing", TestImage.Jpeg() },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_image_becomes_files_of_the_widths_that_are_set_and_none_wider_than_itself()
    {
        var made = await MakeAsync(TestImage.Png(500, 250), 500);

        made.Select(thumbnail => (thumbnail.Width, Size(thumbnail.WebP, ImageType.WebP), Size(thumbnail.Jpeg, ImageType.Jpeg))).ShouldBe(
            [(160, new(160, 80), new(160, 80)), (320, new(320, 160), new(320, 160))]);
        (await MakeAsync(TestImage.Png(30, 20), 30)).Select(thumbnail => (thumbnail.Width, Size(thumbnail.WebP, ImageType.WebP))).ShouldBe([(160, new(30, 20))]);
    }

    [Fact]
    public async Task What_a_camera_has_written_beside_the_pixels_is_not_in_them()
    {
        const string Place = "53.5461N 9.9661E";
        var jpeg = (await MakeAsync(TestImage.Png(500, 250), 500))[1].Jpeg;
        byte[] exif = [.. "Exif\0\0II*\0\b\0\0\0\u0001\0\u000e\u0001\u0002\0\u0011\0\0\0\u001a\0\0\0\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(Place), 0];
        byte[] tagged = [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];

        foreach (var thumbnail in await MakeAsync(tagged, 320))
        {
            Encoding.ASCII.GetString(thumbnail.WebP).ShouldNotContain(Place);
            Encoding.ASCII.GetString(thumbnail.Jpeg).ShouldNotContain(Place);
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_decoded_is_refused_for_good(string what, byte[] bytes)
    {
        var refused = await Should.ThrowAsync<ThumbnailException>(() => MakeAsync(bytes, 500), what);

        refused.IsForGood.ShouldBeTrue();
        refused.Message.ShouldContain("cannot be decoded within 1024 MB and 20 s: vipsthumbnail ended with");
        refused.Message.ShouldNotContain("seaworthy-image-");
    }

    [Fact]
    public async Task What_a_killed_process_has_left_is_gone_after_an_hour()
    {
        DirectoryInfo[] left = [.. Enumerable.Range(0, 2).Select(_ => Directory.CreateTempSubdirectory("seaworthy-image-"))];
        foreach (var folder in left)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "image"), TestImage.Png());
        }

        left[0].LastWriteTimeUtc = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-61);
        left[1].LastWriteTimeUtc = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-59);

        await MakeAsync(TestImage.Png(30, 20), 30);

        left.Select(folder => Directory.Exists(folder.FullName)).ShouldBe([false, true]);
        left[1].Delete(recursive: true);
    }

    [Fact]
    public async Task A_photograph_that_ends_in_the_middle_is_not_painted_grey()
    {
        var jpeg = (await MakeAsync(TestImage.Png(500, 500), 500))[1].Jpeg;

        (await Should.ThrowAsync<ThumbnailException>(() => MakeAsync(jpeg[..^(jpeg.Length / 8)], 320))).Message.ShouldContain("Premature end");
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_ended_and_asked_again() =>
        (await Should.ThrowAsync<ThumbnailException>(() => MakeAsync(TestImage.Png(), 500, new() { TimeoutMs = 1 }))).IsForGood.ShouldBeFalse();

    [Fact]
    public async Task A_whole_image_whose_pixels_do_not_fit_into_the_memory_that_is_allowed_is_refused_for_good()
    {
        const int Side = 6000; // 288 MB of pixels
        var bomb = TestImage.Bomb(Side, Side);
        bomb.Length.ShouldBeLessThan(1_000_000);

        var refused = await Should.ThrowAsync<ThumbnailException>(() => MakeAsync(bomb, Side, new() { MemoryMb = 256 }));

        (refused.IsForGood, refused.Message.StartsWith("The image cannot be decoded within 256 MB and 20 s: vipsthumbnail ended with", StringComparison.Ordinal)).ShouldBe((true, true), refused.Message);
        refused.Message.ShouldContain("out of memory");
    }

    [Fact]
    public async Task A_program_that_takes_all_of_a_processor_is_ended_by_the_kernel_after_the_seconds_that_are_allowed()
    {
        var tool = new ImageTool(new() { Tool = await ProgramAsync("while :; do :; done"), CpuSeconds = 1 }, TimeProvider.System);

        var refused = await Should.ThrowAsync<ThumbnailException>(() => tool.RunAsync(_folder, [], default));

        const int NoTimeLeft = 128 + 24; // SIGXCPU
        (refused.IsForGood, refused.Message.StartsWith("The image cannot be decoded within 1024 MB and 1 s: ", StringComparison.Ordinal)).ShouldBe((true, true), refused.Message);
        refused.Message.ShouldContain($" ended with {NoTimeLeft} ");
    }

    [Fact]
    public async Task It_has_no_network_where_the_kernel_lets_a_process_do_without()
    {
        var tool = new ImageTool(new() { Tool = await ProgramAsync("cat /proc/self/net/dev >&2\nexit 1") }, TimeProvider.System);

        var said = (await Should.ThrowAsync<ThumbnailException>(() => tool.RunAsync(_folder, [], default))).Message;

        said.ShouldContain(" lo:");
        said.Split("said:")[1].Split(' ').Any(word => word.EndsWith(':') && word != "lo:").ShouldBe(!await tool.IsApartAsync() && NetworkInterface.GetAllNetworkInterfaces().Length > 1);
    }

    [Fact]
    public async Task Without_the_program_nothing_is_made_and_health_says_how_to_have_it()
    {
        var missing = await Should.ThrowAsync<ThumbnailException>(() => MakeAsync(TestImage.Png(), 500, new() { Tool = "no-such-program" }));
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.AddSeaworthy();
                builder.Services.AddThumbnails();
            },
            app => app.UseSeaworthy(), ("Seaworthy:Images:Tool", "no-such-program"), ("Seaworthy:DataDirectory", _folder));

        using var health = await app.Client.GetAsync("/health/detailed");

        (missing.IsForGood, missing.Message).ShouldBe((false, "There is no no-such-program: images are shown as they are. To have it: apt-get install libvips-tools util-linux"));
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        var checks = JsonNode.Parse(await health.Content.ReadAsStringAsync())!["checks"]!;
        checks["images"]!.ToJsonString().ShouldBe("""{"status":"degraded","remedy":"apt-get install libvips-tools util-linux"}""");
    }

    // One that stands in for that which decodes; where it is.
    private async Task<string> ProgramAsync(string lines)
    {
        var script = Path.Combine(_folder, $"{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return script;
    }

    private async Task<IReadOnlyList<(int Width, byte[] WebP, byte[] Jpeg)>> MakeAsync(byte[] image, int width, ImageOptions? options = null)
    {
        options ??= new();
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(file, image);
        IReadOnlyList<Thumbnail> files = [];
        var made = await new Thumbnails(new(options, TimeProvider.System), options, TimeProvider.System).MakeAsync(
            file, width,
            made =>
            {
                files = made;
                return Task.FromResult(made.Select(thumbnail => (thumbnail.Width, File.ReadAllBytes(thumbnail.WebP), File.ReadAllBytes(thumbnail.Jpeg))).ToList());
            },
            default);
        files.ShouldAllBe(thumbnail => !Directory.Exists(Path.GetDirectoryName(thumbnail.WebP)));
        return made;
    }

    private static ImageSize Size(byte[] bytes, ImageType type) => ImageSize.Read(new MemoryStream(bytes), type)!.Value;
}
