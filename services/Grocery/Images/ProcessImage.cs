using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;
using Seaworthy.Images;
using Seaworthy.Jobs;

namespace Seaworthy.Grocery.Images;

/// <summary>
/// Makes a product's image smaller (S0's <c>process_image_upload</c>): a job that is asked for in the transaction which names the image. The smaller ones lie beside
/// it, and go with it; the product says where they are once they are there. An image that nothing can be made of stays what the product shows.
/// </summary>
internal sealed class ProcessImage(
    Session<GroceryDb> session, ServiceJobs<GroceryDb> jobs, Thumbnails thumbnails, ImageFolder folder, SettleImages settle, TimeProvider time)
{
    public static JobKind<UploadedImage> Kind { get; } = new("process-image-upload") { Queue = "images", Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>Asks for it inside a transaction, where the product's image is one of ours.</summary>
    public async Task AskAsync(GroceryDb db, Product product, CancellationToken cancellationToken)
    {
        if (product.Thumbnails is null && ImageName.OfUrl(product.ImageUrl) is { } image)
        {
            await jobs.EnqueueAsync(db, Kind, new(product.Id, image.Text), cancellationToken);
        }
    }

    public async Task HandleAsync(UploadedImage uploaded, CancellationToken cancellationToken)
    {
        if (ImageName.Parse(uploaded.Image) is not { } image || WidthOf(image) is not { } width)
        {
            return; // another one has taken its place
        }

        folder.Mark(image);
        try
        {
            var made = await thumbnails.MakeAsync(folder.FileOf(image), width, files => StoreAsync(image, files, cancellationToken), cancellationToken);
            await session.WriteAsync((db, ct) => NameAsync(db, uploaded.Product, image, made, ct), cancellationToken, touches: isNamed => isNamed ? ProductTags.Of(uploaded.Product) : []);
        }
        catch (ThumbnailException exception) when (exception.IsForGood)
        {
            throw new JobRejectedException($"{image.Text} stays as it is: {exception.Message}", exception);
        }
        finally
        {
            await settle.HandleAsync([image], CancellationToken.None);
        }
    }

    // Looked at again: a file may be older than the bounds.
    private int? WidthOf(ImageName image)
    {
        using var file = folder.Open(image);
        return file is null ? null
            : ImageSize.Read(file, image.Type) is not { } size ? throw new JobRejectedException($"{image.Text} stays as it is: its header says no width and height.")
            : size.Pixels > ReceiveImage.MostPixels ? throw new JobRejectedException($"{image.Text} stays as it is: it has {size.Width} × {size.Height} pixels, and {ReceiveImage.MostPixels} in all are decoded.")
            : size.Width;
    }

    private async Task<string> StoreAsync(ImageName image, IReadOnlyList<Thumbnail> files, CancellationToken cancellationToken)
    {
        var addresses = new List<SmallerImage>();
        foreach (var file in files)
        {
            var (webp, jpeg) = (image.Smaller(file.Width, ImageType.WebP), image.Smaller(file.Width, ImageType.Jpeg));
            await folder.StoreAsync(webp, file.WebP, cancellationToken);
            await folder.StoreAsync(jpeg, file.Jpeg, cancellationToken);
            addresses.Add(new(file.Width, webp.Url, jpeg.Url));
        }

        return JsonSerializer.Serialize(addresses, JsonSerializerOptions.Web);
    }

    private async Task<bool> NameAsync(GroceryDb db, long id, ImageName image, string made, CancellationToken cancellationToken)
    {
        if (await db.Products.SingleOrDefaultAsync(product => product.Id == id && product.ImageUrl == image.Url, cancellationToken) is not { } product || product.Thumbnails == made)
        {
            return false;
        }

        product.Thumbnails = made;
        product.Touch(time);
        return true;
    }
}

/// <summary>What the job is told.</summary>
/// <param name="Product">Whose image.</param>
/// <param name="Image">The image's name.</param>
internal sealed record UploadedImage(long Product, string Image);

/// <summary>Where an image is that was made smaller, as a product shows it.</summary>
/// <param name="Width">Pixels at the most.</param>
/// <param name="Webp">The smaller file.</param>
/// <param name="Jpeg">What every program shows.</param>
internal sealed record SmallerImage(int Width, string Webp, string Jpeg);
