using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>An empty shop without a server in front, and files to load into it.</summary>
internal sealed class ImporterShop : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    private ImporterShop(TestDatabase database)
    {
        _database = database;
        _app = TestApp.Build(
            builder =>
            {
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<GroceryModule>();
            },
            app => app.UseSeaworthy(),
            database.Settings);
    }

    public string ReportPath => Path.Combine(_database.Folder, "report.csv");

    private IServiceSeed Importer => _app.Services.GetRequiredService<IServiceSeed>();

    public static async Task<ImporterShop> OpenAsync(TestDatabase database)
    {
        var shop = new ImporterShop(database);
        await shop._app.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(null, default);
        return shop;
    }

    /// <summary>What each start in Development does.</summary>
    public Task<SeedReport> LoadDemoAsync() =>
        Importer.SeedAsync(new SeedRequest(RejectsFile: ReportPath), new Progress<SeedProgress>(), CancellationToken.None);

    public Task<SeedReport> LoadAsync(string text, string? map = null, bool requirePrice = false) =>
        LoadAsync(Encoding.UTF8.GetBytes(text), map, requirePrice);

    public async Task<SeedReport> LoadAsync(byte[] bytes, string? map = null, bool requirePrice = false)
    {
        var file = Path.Combine(_database.Folder, "catalogue.csv");
        await File.WriteAllBytesAsync(file, bytes);
        var columns = map?.Split(',').ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);
        return await LoadFileAsync(file, columns, requirePrice);
    }

    public async Task<SeedReport> LoadOrdersAsync(string text, string? map = null)
    {
        var file = Path.Combine(_database.Folder, "orders.csv");
        await File.WriteAllTextAsync(file, text);
        File.Delete(ReportPath);
        var columns = map?.Split(',').ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);
        return await Importer.SeedAsync(
            new SeedRequest(Map: columns, RejectsFile: ReportPath) { Orders = file }, new Progress<SeedProgress>(), CancellationToken.None);
    }

    public Task<SeedReport> LoadFileAsync(string file, IReadOnlyDictionary<string, string>? map = null, bool requirePrice = false)
    {
        File.Delete(ReportPath);
        return Importer.SeedAsync(new SeedRequest(file, map, requirePrice, ReportPath), new Progress<SeedProgress>(), CancellationToken.None);
    }

    public Task<List<Product>> ProductsAsync() => ReadAsync(db => db.Products.Include(p => p.Category).OrderBy(p => p.Id).ToListAsync());

    public Task<T> ReadAsync<T>(Func<GroceryDb, Task<T>> read) =>
        _app.Services.GetRequiredService<Session<GroceryDb>>().ReadAsync((db, _) => read(db), CancellationToken.None);

    public Task WriteAsync(Func<GroceryDb, Task> write) =>
        _app.Services.GetRequiredService<Session<GroceryDb>>().WriteAsync(
            async (db, ct) =>
            {
                await write(db);
                return await db.SaveChangesAsync(ct);
            },
            CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
