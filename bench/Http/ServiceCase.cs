namespace Seaworthy.Bench;

/// <summary>Something that is asked of a service, and of the plain form of the same endpoint.</summary>
/// <param name="What">Its name in the tables: the service, and what.</param>
/// <param name="Server">Who is asked of ours.</param>
/// <param name="Path">Where ours has it.</param>
/// <param name="PlainPath">Where vanilla has it.</param>
/// <param name="Lines">The requests of a path.</param>
internal sealed record ServiceCase(string What, string Server, string Path, string PlainPath, Func<string, IReadOnlyList<string>> Lines)
{
    private const int Callers = 32;

    /// <summary>Whether the service keeps its answer: it is then measured as it is served, too.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it writes: what it has written is taken away behind it.</summary>
    public bool Writes { get; init; }

    public Row Ours => RowOf(What, Server, Path);

    /// <summary>The same as it is served, by default.</summary>
    public Row Kept => RowOf($"{What}, kept", ServicePeers.Kept, Path);

    public Row Plain => RowOf($"vanilla, {What}", ServicePeers.Vanilla, PlainPath);

    /// <summary>All that is measured of it.</summary>
    public IEnumerable<Row> Rows => IsKept ? [Ours, Kept, Plain] : [Ours, Plain];

    public IEnumerable<Comparison> Comparisons => Rows.SkipLast(1).Select(row => new Comparison($"{row.Key}, against vanilla", row.Key, Plain.Key));

    private Row RowOf(string key, string server, string path) => new(key, server, Lines(path)) { Connections = Callers };
}
