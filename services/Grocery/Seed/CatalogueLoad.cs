using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Images;
using Seaworthy.Grocery.Products;

namespace Seaworthy.Grocery.Seed;

/// <summary>
/// Puts rows of a catalogue into the shop: new ones are inserted in bulk, with their stock; changed ones updated in what the file
/// says of them, but for their stock, which orders have changed since; the rest left alone.
/// </summary>
/// <param name="session">The shop's database.</param>
/// <param name="time">The clock.</param>
/// <param name="updates">False when what is there is left as it is, whatever the rows say.</param>
internal sealed class CatalogueLoad(Session<GroceryDb> session, TimeProvider time, bool updates)
{
    private static readonly string[] ProductColumns =
    [
        "id", "code", "import_key", "name", "name_key", "description", "price", "currency", "category_id", "is_active", "image_url",
        "created_at", "updated_at", "version",
    ];

    private static readonly string[] WordColumns = ["word", "created_at", "product_id"];
    private static readonly string[] StockColumns = ["product_id", "quantity"];
    private readonly Dictionary<string, long> _categories = [];
    private DateTime _last;

    /// <summary>Loads rows with distinct keys in one transaction; says how many were new and how many changed.</summary>
    public Task<(int Added, int Changed)> LoadAsync(IReadOnlyList<CatalogueRow> rows, CancellationToken cancellationToken) =>
        session.WriteAsync((db, ct) => LoadAsync(db, rows, ct), cancellationToken, touches: _ => [ProductTags.Catalogue]);

    private async Task<(int Added, int Changed)> LoadAsync(GroceryDb db, IReadOnlyList<CatalogueRow> rows, CancellationToken cancellationToken)
    {
        await EnsureCategoriesAsync(db, rows, cancellationToken);
        var keys = rows.Select(row => row.Key).ToList();
        var known = await db.Products.Include(p => p.Words).Where(p => keys.Contains(p.ImportKey!)).ToDictionaryAsync(p => p.ImportKey!, cancellationToken);
        var changed = !updates ? 0 : rows.Count(row => known.TryGetValue(row.Key, out var product) && Update(product, row));
        var added = rows.Where(row => !known.ContainsKey(row.Key)).ToList();
        await InsertAsync(db, added, cancellationToken);
        return (added.Count, changed);
    }

    private async Task EnsureCategoriesAsync(GroceryDb db, IReadOnlyList<CatalogueRow> rows, CancellationToken cancellationToken)
    {
        if (_categories.Count == 0)
        {
            await foreach (var category in db.Categories.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                _categories[category.Slug] = category.Id;
            }
        }

        var missing = rows.Where(row => row.Category is not null).Select(row => row.Category!)
            .DistinctBy(CategorySlug.Of).Where(name => CategorySlug.Of(name).Length > 0 && !_categories.ContainsKey(CategorySlug.Of(name)))
            .Select(name => new Category { Name = name, Slug = CategorySlug.Of(name) }).ToList();
        db.Categories.AddRange(missing);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var category in missing)
        {
            _categories[category.Slug] = category.Id;
        }
    }

    private long? CategoryOf(CatalogueRow row) =>
        row.Category is { } name && _categories.TryGetValue(CategorySlug.Of(name), out var id) ? id : null;

    // What staff have uploaded is the shop's own: no catalogue takes it away.
    private static string? ImageOf(Product product, CatalogueRow row) =>
        row.ImageUrl is { } url && ImageName.OfUrl(product.ImageUrl) is null ? url : product.ImageUrl;

    private bool Update(Product product, CatalogueRow row)
    {
        var (description, price) = (row.Description ?? product.Description, row.Price ?? product.Price);
        var (image, category) = (ImageOf(product, row), CategoryOf(row) ?? product.CategoryId);
        if (product.Name == row.Name && product.Description == description && product.Price == price && product.ImageUrl == image && product.CategoryId == category)
        {
            return false;
        }

        product.Rename(row.Name);
        (product.Description, product.Price, product.ImageUrl, product.CategoryId) = (description, price, image, category);
        product.Touch(time);
        return true;
    }

    private async Task InsertAsync(GroceryDb db, List<CatalogueRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var ids = await session.TakeIdsAsync(db, "products", rows.Count, cancellationToken);
        var made = rows.Select((row, i) => (Row: row, Id: ids[i], At: NextInstant())).ToList();
        await session.InsertManyAsync(db, "products", ProductColumns, made.Select(m => new object?[]
        {
            m.Id, m.Row.Code, m.Row.Key, m.Row.Name, Product.KeyOf(m.Row.Name), m.Row.Description ?? "", m.Row.PriceOrDerived, Product.ShopCurrency,
            CategoryOf(m.Row), true, m.Row.ImageUrl, m.At, m.At, 1L,
        }), cancellationToken);
        await session.InsertManyAsync(db, "product_words", WordColumns, made.SelectMany(m =>
            SearchWords.Of(m.Row.Name).Select(word => new object?[] { word, m.At, m.Id })), cancellationToken);
        await session.InsertManyAsync(db, "product_stock", StockColumns, made.Where(m => m.Row.Stock is not null)
            .Select(m => new object?[] { m.Id, m.Row.Stock }), cancellationToken);
    }

    // A microsecond apart, so that "newest first" keeps the file's order.
    private DateTime NextInstant()
    {
        var now = Instant.Now(time);
        _last = now > _last ? now : _last.AddMicroseconds(1);
        return _last;
    }
}
