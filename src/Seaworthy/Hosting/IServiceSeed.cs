namespace Seaworthy.Hosting;

/// <summary>The demo or imported data of one service (R28). Registered once per service that has some.</summary>
public interface IServiceSeed
{
    /// <summary>The service's name.</summary>
    string Service { get; }

    /// <summary>Whether it has demo data. Default: yes.</summary>
    bool HasDemoData => true;

    /// <summary>Whether it loads files. Default: yes.</summary>
    bool LoadsFiles => true;

    /// <summary>Loads the data; a second run changes nothing.</summary>
    Task<SeedReport> SeedAsync(SeedRequest request, IProgress<SeedProgress> progress, CancellationToken cancellationToken);
}

/// <summary>What to load.</summary>
/// <param name="From">A CSV file; null for the built-in demo data.</param>
/// <param name="Map">Which column is which, where the file's names are its own: <c>name=product_name</c>.</param>
/// <param name="RequirePrice">Refuses rows without a price instead of deriving one.</param>
/// <param name="RejectsFile">Where rows that cannot be loaded are written; null for beside the input.</param>
public sealed record SeedRequest(
    string? From = null, IReadOnlyDictionary<string, string>? Map = null, bool RequirePrice = false, string? RejectsFile = null)
{
    /// <summary>A CSV file of past orders, loaded instead of <see cref="From"/>; null for none.</summary>
    public string? Orders { get; init; }
}

/// <summary>How far it is.</summary>
/// <param name="What">What is being loaded: <c>products</c>.</param>
/// <param name="Done">Rows so far.</param>
/// <param name="Total">Rows in all, or null while unknown.</param>
public sealed record SeedProgress(string What, long Done, long? Total);

/// <summary>What came of it.</summary>
/// <param name="Added">Rows that are new.</param>
/// <param name="Unchanged">Rows that were there already.</param>
/// <param name="Rejected">Rows that could not be loaded.</param>
/// <param name="RejectsFile">Where those stand, with line numbers and reasons; null when there are none.</param>
public sealed record SeedReport(long Added, long Unchanged, long Rejected, string? RejectsFile)
{
    /// <summary>Rows that were there and differ now.</summary>
    public long Changed { get; init; }
}
