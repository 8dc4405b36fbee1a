namespace Seaworthy.Seeding;

/// <summary>Which column of a file holds what: those that a map names, else the first known name that the header has.</summary>
public sealed class CsvColumns
{
    private const int MostShown = 40;
    private readonly Dictionary<string, int> _index = [];

    /// <exception cref="SeedFileException">A mapped column is not in the header, or nothing holds the name.</exception>
    public CsvColumns(
        IReadOnlyList<string> header, IReadOnlyDictionary<string, string>? map,
        string what, IReadOnlyDictionary<string, string[]> known, params IReadOnlyList<string> required)
    {
        var names = header.Select(name => name.Trim()).ToList();
        if (names.Exists(name => name.Any(c => char.IsControl(c) || c == '\ufffd')))
        {
            throw new SeedFileException("The first line holds characters that no text has: the file must be CSV or TSV in UTF-8.");
        }

        var shown = string.Join(", ", names.Take(MostShown).Select(name => name.Length > MostShown ? name[..MostShown] + "…" : name)) + (names.Count > MostShown ? ", …" : "");
        foreach (var (field, column) in map ?? new Dictionary<string, string>())
        {
            if (!known.ContainsKey(field))
            {
                throw new SeedFileException($"--map {field}={column}: '{field}' is no field of {what}; there are {string.Join(", ", known.Keys)}.");
            }

            var index = names.FindIndex(name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
            _index[field] = index >= 0 ? index : throw new SeedFileException($"--map {field}={column}: the file has no column '{column}'; it has {shown}.");
        }

        foreach (var (field, candidates) in known)
        {
            var found = candidates.Select(candidate => names.FindIndex(name => name.Equals(candidate, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(index => index >= 0, -1);
            if (found >= 0)
            {
                _index.TryAdd(field, found);
            }
        }

        if (required.FirstOrDefault(field => !_index.ContainsKey(field)) is { } missing)
        {
            throw new SeedFileException($"No column holds the {missing}. The file has {shown}; say which with --map {missing}=COLUMN.");
        }
    }

    /// <summary>Why nothing is to be read from a record, or null: one of the fields that are read holds what no text has, or what is left of a letter in another encoding.</summary>
    public string? Fault(IReadOnlyList<string> record) =>
        Holds(record, '\0') ? "has a NUL character"
        : Holds(record, '\ufffd') ? "is not UTF-8, or has lost letters before: save the file as UTF-8 (iconv -f WINDOWS-1252 -t UTF-8) and load it again"
        : null;

    /// <summary>A field of a record, trimmed; empty where the file has no such column or the record is short.</summary>
    public string Read(IReadOnlyList<string> record, string field) =>
        _index.TryGetValue(field, out var index) && index < record.Count ? record[index].Trim() : "";

    private bool Holds(IReadOnlyList<string> record, char character) =>
        _index.Values.Any(index => index < record.Count && record[index].Contains(character, StringComparison.Ordinal));
}
