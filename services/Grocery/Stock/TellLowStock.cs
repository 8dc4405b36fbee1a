using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Jobs;
using Seaworthy.Mail;

namespace Seaworthy.Grocery.Stock;

/// <summary>Writes to whoever fills the shelves that a product is running low, once for each time that it is.</summary>
internal sealed class TellLowStock(Session<GroceryDb> session, ServiceMail<GroceryDb> mails, MailTemplates templates, LowMark mark)
{
    public static JobKind<RunningLow> Kind { get; } = MailJobs.Kind<RunningLow>("tell-low-stock");

    public Task HandleAsync(RunningLow low, JobRun run, CancellationToken cancellationToken) =>
        mails.SendAsync(run, $"stock-low:{run.Id}", ct => WriteAsync(low, ct), cancellationToken);

    // As it is now: somebody may have filled it up, or bought the rest.
    private async Task<MailMessage?> WriteAsync(RunningLow low, CancellationToken cancellationToken)
    {
        var product = await session.ReadAsync(
            (db, ct) => db.Stock.Where(stock => stock.ProductId == low.ProductId && stock.Quantity <= low.Mark)
                .Join(db.Products, stock => stock.ProductId, product => product.Id, (stock, product) => new LowProduct(product.Id, product.Name, stock.Quantity)).SingleOrDefaultAsync(ct),
            cancellationToken);
        return product is null || mark.Email is null ? null : templates.Write(StockMailWords.Low, mark.Email, product);
    }
}

/// <summary>A product that is running low.</summary>
internal sealed record LowProduct(long Id, string Name, int Left);
