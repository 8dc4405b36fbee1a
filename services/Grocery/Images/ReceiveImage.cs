using System.Buffers;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;

namespace Seaworthy.Grocery.Images;

/// <summary>
/// Brings the file of a request to the disk, through one buffer: its kind by its first bytes, its bytes, its pixels; each of
/// the three may refuse it. Only a file that is whole, flushed and good keeps its name.
/// </summary>
internal sealed class ReceiveImage(ImageFolder folder)
{
    /// <summary>Largest file.</summary>
    public const long MostBytes = 5 * 1024 * 1024;

    /// <summary>Largest body: the file with what a form lays around it.</summary>
    public const long MostBodyBytes = MostBytes + (64 * 1024);

    /// <summary>Most pixels: decoded they are four bytes each, and whoever makes a thumbnail must hold them.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>How long an upload may take: the largest file over a line of a megabit.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromMinutes(1);

    private const int BufferBytes = 64 * 1024;

    /// <summary>The file's name, marked as unsettled, or why it is not taken; then nothing is left of it.</summary>
    public async Task<(StoredImage? Image, Problem? Problem)> HandleAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (file, problem) = await UploadedFile.OpenAsync(request, cancellationToken);
        if (file is null)
        {
            return (null, problem);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            return await StoreAsync(file, buffer, request.HttpContext.Response, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return (null, UploadedFile.Unreadable());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<(StoredImage? Image, Problem? Problem)> StoreAsync(
        UploadedFile file, byte[] buffer, HttpResponse response, CancellationToken cancellationToken)
    {
        var read = await file.ReadAsync(buffer, cancellationToken);
        if (ImageType.Sniff(buffer.AsSpan(0, read)) is not { } type)
        {
            response.Headers.Accept = string.Join(", ", ImageType.All.Select(known => known.MediaType));
            var found = ImageType.Describe(buffer.AsSpan(0, Math.Min(read, ImageType.HeadBytes)));
            return (null, Problem.Of(ProblemTypes.UnsupportedMediaType, $"The file is {found}; PNG, JPEG, WebP and GIF are taken, by what they are and not by what they are called."));
        }

        var name = ImageName.New(type);
        var isGood = false;
        folder.Mark(name);
        try
        {
            var (image, problem) = await WriteAsync(name, file, buffer, read, cancellationToken);
            if (image is not null)
            {
                folder.Publish(name);
                isGood = true;
            }

            return (image, problem);
        }
        finally
        {
            if (!isGood)
            {
                folder.Delete(name);
                folder.Unmark(name);
            }
        }
    }

    private async Task<(StoredImage? Image, Problem? Problem)> WriteAsync(
        ImageName name, UploadedFile file, byte[] buffer, int read, CancellationToken cancellationToken)
    {
        await using var part = folder.Begin(name);
        for (; read > 0; read = await file.ReadAsync(buffer, cancellationToken))
        {
            if (part.Position + read > MostBytes)
            {
                return (null, Problem.Of(ProblemTypes.BodyTooLarge, $"The file has more than {MostBytes} bytes, which is the most that is taken."));
            }

            await part.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (await file.EndAsync(cancellationToken) is { } problem)
        {
            return (null, problem);
        }

        var bytes = part.Position;
        if (ImageSize.Read(part, name.Type) is not { } size)
        {
            return (null, Problem.Of(ProblemTypes.Validation, $"The file begins like {name.Type.MediaType}, but its header is none: it says no width and height."));
        }

        if (size.Pixels > MostPixels)
        {
            return (null, Problem.Of(ProblemTypes.Validation, $"The image has {size.Width} × {size.Height} pixels; at most {MostPixels} in all are taken."));
        }

        // Before the name: a name without its bytes would be a picture that is there and cannot be seen.
        part.Flush(flushToDisk: true);
        return (new StoredImage(name, size, bytes), null);
    }
}
