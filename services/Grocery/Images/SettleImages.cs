using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;

namespace Seaworthy.Grocery.Images;

/// <summary>
/// Makes the files of marked names what the products say: one that no product names goes. However a transaction ended, even
/// where nobody knows how, the products know. At the start it does so for what a crash has left.
/// </summary>
internal sealed class SettleImages(Session<GroceryDb> session, ImageFolder folder, TimeProvider time, ILogger<SettleImages> log) : BackgroundService
{
    // No upload takes that long, in this process or in another that shares the folder.
    private static readonly TimeSpan Stale = TimeSpan.FromHours(1);

    /// <summary>Gives a product another image or none, inside a transaction; the old one's name is marked and added to what is to be settled after it.</summary>
    public void Replace(Product product, string? url, List<ImageName> unsettled)
    {
        if (product.ImageUrl != url && ImageName.OfUrl(product.ImageUrl) is { } old)
        {
            folder.Mark(old);
            unsettled.Add(old);
        }

        product.Thumbnails = product.ImageUrl == url ? product.Thumbnails : null;
        product.ImageUrl = url;
    }

    /// <summary>Settles marked names. Never throws: what cannot be settled stays marked until the next start.</summary>
    public async Task HandleAsync(IReadOnlyList<ImageName> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return;
        }

        try
        {
            // One pass over the products, outside the writers' turn; the column has no index, because its text has no bound.
            var urls = names.Select(name => name.Url).ToList();
            var wanted = await session.ReadAsync(
                (db, ct) => db.Products.Where(p => urls.Contains(p.ImageUrl!)).Select(p => p.ImageUrl).Distinct().ToListAsync(ct), cancellationToken);
            foreach (var name in names)
            {
                if (!wanted.Contains(name.Url))
                {
                    folder.Delete(name);
                }

                folder.Unmark(name);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogWarning(exception, "{Count} image files may be left over; the next start looks again: {Images}", names.Count, names.Select(name => name.Text));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var names in folder.MarkedBefore(time.GetUtcNow().UtcDateTime - Stale).Chunk(500))
            {
                await HandleAsync(names, stoppingToken);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(exception, "The folder of images cannot be read");
        }
    }
}
