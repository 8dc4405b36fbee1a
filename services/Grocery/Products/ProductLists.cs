using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Grocery.Products;

/// <summary>What the product lists serve: the document's first version, and the second one by cursor.</summary>
internal static class ProductLists
{
    // What a body may hold (NewProduct) is never cut; longer ones come with a catalogue.
    private const int DescriptionCutAt = 1000;

    private static readonly FilterValue SearchWord = new(typeof(string), "one word of 1 to 50 letters and digits", text =>
        SearchWords.Of(text) is [var word] ? word : null);

    /// <summary>S0's own contract: whole products, newest first, by page number. Only active ones unless asked otherwise.</summary>
    public static ListDefinition<Product, Product> V1 { get; } = Fields(List.Of<Product>("products"), isSlim: false, DescriptionCutAt)
        .Key(p => p.Id)
        .Filter<long>("category_id", FilterValue.Id, (p, id) => p.CategoryId == id)
        .Filter<bool>("is_active", FilterValue.Flag, (p, active) => p.IsActive == active, by: true)
        .Sort("created_at", p => p.CreatedAt, descending: true)
        .KeepTotals(ProductTags.Shelves, ProductTags.Catalogue);

    /// <summary>Slim rows, filters and orders that an index answers, page after page.</summary>
    public static ListDefinition<Product, Product> V2 { get; } = Counted(Fields(List.Of<Product>("products"), isSlim: true, DescriptionCutAt))
        .Key(p => p.Id)
        .Filter<long>("category", FilterValue.Id, (p, id) => p.CategoryId == id)
        .Filter<bool>("active", FilterValue.Flag, (p, active) => p.IsActive == active, by: true)
        .Range<long>("min_price", "max_price", FilterValue.Money, (p, from, to) => p.Price >= from && p.Price <= to, (0L, long.MaxValue), sort: "price")
        .Sort("created_at", p => p.CreatedAt, descending: true)
        .Sort("price", p => p.Price)
        .Sort("name", p => p.NameKey)
        .Strict();

    /// <summary>Active products that have a word in their name, newest first.</summary>
    public static ListDefinition<ProductWord, Product> Search { get; } =
        Counted(Fields(List.Of<ProductWord, Product>("products by word", w => w.Product), isSlim: true, DescriptionCutAt))
        .Key(w => w.ProductId)
        .Filter<string>("search", SearchWord, (w, word) => w.Word == word)
        .Sort("created_at", w => w.CreatedAt, descending: true)
        .Strict();

    /// <summary>A whole product by its id: uncut, since a change sends back what was read.</summary>
    public static ListDefinition<Product, Product> Item { get; } = Fields(List.Of<Product>("product"), isSlim: false, descriptionCutAt: null).Key(p => p.Id);

    /// <summary>A product and how often it was ordered (R29).</summary>
    public static ListDefinition<ProductSummary, ProductSummary> Summary { get; } = List.Of<ProductSummary>("product summary")
        .Key(s => s.Id)
        .Field("id", s => s.Id)
        .Field("name", s => s.Name)
        .Field("price", s => s.Price, FieldFormat.Money)
        .Field("category_name", s => s.CategoryName)
        .Field("order_count", s => s.OrderCount);

    private static ListDefinition<TRoot, Product> Fields<TRoot>(ListDefinition<TRoot, Product> list, bool isSlim, int? descriptionCutAt)
        where TRoot : class => list
        .Field("id", p => p.Id)
        .Field("name", p => p.Name)
        .Field("price", p => p.Price, FieldFormat.Money)
        .Field("currency", p => p.Currency)
        .Field("category_id", p => p.CategoryId)
        .Field("is_active", p => p.IsActive)
        .Field("image_url", p => p.ImageUrl)
        .Field("thumbnails", p => p.Thumbnails, FieldFormat.Json)
        .Field("created_at", p => p.CreatedAt)
        .Field("description", p => p.Description, onRequest: isSlim, cutAt: descriptionCutAt)
        .Field("code", p => p.Code, onRequest: isSlim)
        .Field("updated_at", p => p.UpdatedAt, onRequest: isSlim)
        .Field("version", p => p.Version, onRequest: isSlim);

    // Prices by the steps that a shopper looks for.
    private static ListDefinition<TRoot, Product> Counted<TRoot>(ListDefinition<TRoot, Product> list)
        where TRoot : class => list
        .Facet<Category>("category", p => p.CategoryId, c => c.Id, c => c.Name)
        .Facet("price_from", p => p.Price < 100 ? 0L : p.Price < 200 ? 100L : p.Price < 500 ? 200L : p.Price < 1000 ? 500L : p.Price < 5000 ? 1000L : 5000L, FieldFormat.Money);
}
