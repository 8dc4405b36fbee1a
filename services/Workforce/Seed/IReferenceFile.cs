using Seaworthy.Seeding;

namespace Seaworthy.Workforce.Seed;

/// <summary>One of the three kinds of file that hold what is the same for every company.</summary>
/// <typeparam name="TRow">A row that can be loaded.</typeparam>
internal interface IReferenceFile<TRow>
{
    /// <summary>What its rows are, for people.</summary>
    string What { get; }

    /// <summary>Reads a record, or says why it cannot be loaded.</summary>
    (TRow? Row, string? Fault) Read(IReadOnlyList<string> record, CsvColumns columns);

    /// <summary>What a row is known by; a second one of the same file is refused.</summary>
    string KeyOf(TRow row);

    /// <summary>Loads rows of distinct keys in one transaction; says how many were new and how many changed.</summary>
    Task<(int Added, int Changed)> LoadAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken);
}
