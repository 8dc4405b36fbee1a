using Seaworthy.Seeding;

namespace Seaworthy.Rides.Trips.Seed;

/// <summary>What people call the zones that a file of trips has by number: read from <c>rides-zones.csv</c> beside it, where there is one.</summary>
internal sealed class ZoneNames
{
    public const string File = "rides-zones.csv";
    private const int Longest = 200;

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["id"] = ["location_id", "locationid", "id"], ["zone"] = ["zone", "name"], ["borough"] = ["borough", "city"],
    };

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    public static ZoneNames Beside(string path)
    {
        var names = new ZoneNames();
        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, File);
        if (System.IO.File.Exists(file))
        {
            names.Read(file);
        }

        return names;
    }

    /// <summary>A zone's name, or its number where nobody knows one; null for no zone.</summary>
    public string? Of(string zone) => zone.Length == 0 ? null : _names.GetValueOrDefault(zone) ?? Cut($"Zone {zone}");

    private void Read(string file)
    {
        using var stream = System.IO.File.OpenRead(file);
        using var records = new CsvRecords(stream);
        if (!records.Read())
        {
            return;
        }

        var columns = new CsvColumns(records.Record, null, "a zone", Columns, "id", "zone");
        while (records.Read())
        {
            var (zone, borough) = (columns.Read(records.Record, "zone"), columns.Read(records.Record, "borough"));
            var name = borough.Length == 0 ? zone : $"{zone}, {borough}";
            if (!name.Contains('\0', StringComparison.Ordinal)) // which no text of PostgreSQL has: the zone keeps its number
            {
                _names[columns.Read(records.Record, "id")] = Cut(name);
            }
        }
    }

    // No letter in two: half of one is no text.
    private static string Cut(string name) => name.Length <= Longest ? name : name[..(char.IsHighSurrogate(name[Longest - 1]) ? Longest - 1 : Longest)];
}
