using System.Globalization;

namespace Seaworthy.Images;

/// <summary>
/// Makes images smaller. Who decodes what strangers send runs in a process of its own, on a copy in a folder of its own, with bounds on memory, processor, time and
/// files: an image that is a bomb, or breaks the decoder, costs that process.
/// </summary>
public sealed class Thumbnails
{
    private const string Source = "image";
    private const string Folder = "seaworthy-image-";

    // Longer than anybody works on one.
    private static readonly TimeSpan Leftover = TimeSpan.FromHours(1);
    private readonly ImageTool _tool;
    private readonly TimeProvider _time;
    private readonly int[] _widths;
    private int _hasSwept;

    internal Thumbnails(ImageTool tool, ImageOptions options, TimeProvider time) =>
        (_tool, _time, _widths) = (tool, time, [.. options.Widths.Where(ImageRules.IsWidth).Select(width => int.Parse(width, CultureInfo.InvariantCulture)).Distinct().Order()]);

    /// <summary>Makes the thumbnails of an image, without its metadata, upright and in sRGB.</summary>
    /// <param name="image">The file. Whoever calls has bounded how many pixels its header says it has.</param>
    /// <param name="width">How many pixels it is wide: none is made that is wider, and the narrowest always.</param>
    /// <param name="keep">Takes the files, which are gone when it returns.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="ThumbnailException">It cannot be decoded within the bounds, or there is no program that does it.</exception>
    public async Task<T> MakeAsync<T>(string image, int width, Func<IReadOnlyList<Thumbnail>, Task<T>> keep, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keep);
        if (Interlocked.Exchange(ref _hasSwept, 1) == 0)
        {
            Sweep();
        }

        var folder = Directory.CreateTempSubdirectory(Folder); // its owner's alone
        try
        {
            File.Copy(image, Path.Combine(folder.FullName, Source));
            var made = new List<Thumbnail>();
            foreach (var wanted in _widths.Where(wanted => wanted < width || wanted == _widths[0]))
            {
                // By way of one without loss and without metadata: libvips 8.14 leaves them in a WebP.
                var bare = await MakeAsync(folder.FullName, Source, wanted, "png", "compression=1,strip", cancellationToken);
                made.Add(new(
                    wanted, await MakeAsync(folder.FullName, bare, wanted, "webp", "Q=80,strip", cancellationToken),
                    await MakeAsync(folder.FullName, bare, wanted, "jpg", "Q=82,strip,background=255", cancellationToken)));
            }

            return await keep(made);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A process that was killed has left what strangers sent. What is a link was made by nobody here.
    private void Sweep()
    {
        var before = _time.GetUtcNow().UtcDateTime - Leftover;
        foreach (var folder in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories($"{Folder}*").Where(folder => folder.LastWriteTimeUtc < before && folder.LinkTarget is null))
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another user's, whose own processes take it away; or one of them was quicker.
            }
        }
    }

    private async Task<string> MakeAsync(string folder, string source, int width, string kind, string how, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{width}.{kind}"));
        await _tool.RunAsync(folder, ["--size", string.Create(CultureInfo.InvariantCulture, $"{width}x>"), "--export-profile", "srgb", "-o", $"{file}[{how}]", source], cancellationToken);
        return new FileInfo(file) is { Exists: true, Length: > 0 } ? file : throw new ThumbnailException(isForGood: true, "The image was read to its end and nothing was made of it.");
    }
}
