namespace Seaworthy.Grocery.Seed;

/// <summary>
/// Which column of a catalogue holds what: those that <c>--map</c> names, else the first known name that the header has.
/// Known are our own and those of Open Food Facts.
/// </summary>
internal sealed class CatalogueColumns
{
    private const int MostShown = 40;

    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["code"] = ["code", "barcode", "ean", "gtin"],
        ["name"] = ["name", "product_name", "title"],
        ["brand"] = ["brand", "brands"],
        ["quantity"] = ["quantity", "size"],
        ["description"] = ["description", "generic_name", "ingredients", "ingredients_text"],
        ["category"] = ["category", "department", "main_category", "categories"],
        ["price"] = ["price", "unit_price"],
        ["image_url"] = ["image_url", "image", "image_small_url"],
    };

    private readonly Dictionary<string, int> _index = [];

    /// <summary>The fields that a map can name.</summary>
    public static IReadOnlyCollection<string> Fields => Known.Keys;

    /// <exception cref="CatalogueException">A mapped column is not in the header, or nothing holds the name.</exception>
    public CatalogueColumns(IReadOnlyList<string> header, IReadOnlyDictionary<string, string>? map)
    {
        var names = header.Select(name => name.Trim()).ToList();
        if (names.Exists(name => name.Any(c => char.IsControl(c) || c == '\ufffd')))
        {
            throw new CatalogueException("The first line holds characters that no text has: the file must be CSV or TSV in UTF-8.");
        }

        var shown = string.Join(", ", names.Take(MostShown).Select(name => name.Length > MostShown ? name[..MostShown] + "…" : name)) + (names.Count > MostShown ? ", …" : "");
        foreach (var (field, column) in map ?? new Dictionary<string, string>())
        {
            if (!Known.ContainsKey(field))
            {
                throw new CatalogueException($"--map {field}={column}: '{field}' is no field of a product; there are {string.Join(", ", Fields)}.");
            }

            var index = names.FindIndex(name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
            _index[field] = index >= 0 ? index : throw new CatalogueException($"--map {field}={column}: the file has no column '{column}'; it has {shown}.");
        }

        foreach (var (field, candidates) in Known)
        {
            var found = candidates.Select(candidate => names.FindIndex(name => name.Equals(candidate, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(index => index >= 0, -1);
            if (found >= 0)
            {
                _index.TryAdd(field, found);
            }
        }

        if (!_index.ContainsKey("name"))
        {
            throw new CatalogueException($"No column holds the name. The file has {shown}; say which with --map name=COLUMN.");
        }
    }

    /// <summary>A field of a record, trimmed; empty where the file has no such column or the record is short.</summary>
    public string Read(IReadOnlyList<string> record, string field) =>
        _index.TryGetValue(field, out var index) && index < record.Count ? record[index].Trim() : "";
}
