using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Cafe.Seed;

/// <summary>
/// Loads sales or a menu from a file; the header says which it is. Sales go to the restaurant that a line names, and what names none goes
/// where guests order: <c>Cafe__RestaurantId</c>. Without a file: two restaurants to look at (R28).
/// </summary>
internal sealed class CafeSeed(Session<CafeDb> session, DemoRestaurants demo, DemoAccounts<CafeDb> accounts, GuestRestaurant guests, TimeProvider time) : IServiceSeed
{
    public string Service => CafeModule.Info.Name;

    public async Task<SeedReport> SeedAsync(SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        if (request.Orders is not null)
        {
            throw new SeedFileException("The cafe's sales are loaded with --from, which takes sales or a menu.");
        }

        if (request.RequirePrice)
        {
            throw new SeedFileException("--require-price is for the grocery's catalogue: an item of a menu has a price, and what a sale came to is known.");
        }

        if (request.From is not { } path)
        {
            var (made, there) = await demo.EnsureAsync(cancellationToken);
            await accounts.EnsureAsync(cancellationToken);
            return new SeedReport(made, there, 0, null);
        }

        await using var file = Open(path);
        return await LoadAsync(file, path, request, progress, cancellationToken);
    }

    private async Task<SeedReport> LoadAsync(
        Stream file, string path, SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken)
    {
        using var records = new CsvRecords(file);
        if (!records.Read())
        {
            throw new SeedFileException($"{path} is empty.");
        }

        var restaurant = await ThereAsync(guests.Id, cancellationToken);
        await using var report = new SeedReportFile(request.RejectsFile ?? $"{path}.report.csv");
        if (SaleColumns.AreSales(records.Record, request.Map))
        {
            var columns = new CsvColumns(records.Record, request.Map, "a sale", SaleColumns.Sales, "sale", "date", "item");
            return await new SaleImport(session, report, time).LoadAsync(records, columns, restaurant, progress, cancellationToken);
        }

        return await new MenuImport(session, time).LoadAsync(
            records, new CsvColumns(records.Record, request.Map, "an item", SaleColumns.Menu, "item", "price"),
            restaurant ?? throw new SeedFileException("No setting says whose menu it is: set Cafe__RestaurantId to a restaurant that is there."), report, progress, cancellationToken);
    }

    // A setting may name a restaurant that nobody has made.
    private async Task<RestaurantId?> ThereAsync(RestaurantId? id, CancellationToken cancellationToken) =>
        id is { } restaurant && await session.AllTenants().ReadAsync((db, ct) => db.Restaurants.AnyAsync(r => r.Id == restaurant.Value, ct), cancellationToken) ? id : null;

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SeedFileException($"{path} cannot be read: {exception.Message}");
        }
    }
}
