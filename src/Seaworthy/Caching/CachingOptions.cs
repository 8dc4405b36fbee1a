using Seaworthy.Hosting.Settings;

namespace Seaworthy.Caching;

/// <summary>How values are kept in this process (R37, R38). For the process: one cache serves all services of it.</summary>
public sealed class CachingOptions
{
    /// <summary>Keeps values. Default on. Off: nothing is kept, and still only one caller per key makes its value.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Bytes that all entries may take, with keys, tags and tables. Default 67108864 (64 MiB). At the bound the least wanted go; one
    /// that takes more than a sixteenth is not kept.
    /// </summary>
    [InRange(1_048_576, 1_099_511_627_776)]
    [OfProcess]
    public long MemoryBytes { get; set; } = 67_108_864;

    /// <summary>
    /// Tags that are known at the same time. Default 100000, some 20 MB beside MemoryBytes. At the bound tags without entries are
    /// forgotten, then others with their entries.
    /// </summary>
    [InRange(100, 100_000_000)]
    [OfProcess]
    public int Tags { get; set; } = 100_000;

    /// <summary>Seconds a value is fresh where neither the call nor Ttls says. Default 300.</summary>
    [InRange(1, 31_536_000)]
    public int TtlSeconds { get; set; } = 300;

    /// <summary>
    /// Seconds by entity, <c>user=300</c> each: the entity is what stands before the first colon of a key (<c>user:17</c>). Default:
    /// what the documents ask for.
    /// </summary>
    public IList<string> Ttls { get; } =
    [
        "user_autocomplete=300", "task_autocomplete=600", "workflow=1800", "company=3600", "master_companies=3600", "simulation=7200", "chro_data=3600",
        "role_adjacency=86400", "products=300", "menu=300", "stats=300", "todos=600",
    ];

    /// <summary>
    /// Percent by which each value's time is made longer or shorter by chance, so that what was made together does not end together.
    /// Default 10.
    /// </summary>
    [InRange(0, 50)]
    [OfProcess]
    public int JitterPercent { get; set; } = 10;

    /// <summary>
    /// Has a value that is still wanted made anew in the background shortly before it ends: the longer it took to make, the
    /// earlier. Default on.
    /// </summary>
    [OfProcess]
    public bool EarlyRefresh { get; set; } = true;

    /// <summary>
    /// Seconds past its end that a value may stand in for one that cannot be made, because making it fails. Default 600; 0 for
    /// never. A value whose tag was invalidated never stands in.
    /// </summary>
    [InRange(0, 31_536_000)]
    [OfProcess]
    public int StaleOnErrorSeconds { get; set; } = 600;

    /// <summary>Seconds that "there is none" (null) is kept. Default 30; 0 for not at all.</summary>
    [InRange(0, 31_536_000)]
    [OfProcess]
    public int NegativeSeconds { get; set; } = 30;

    /// <summary>
    /// Keeps values in Redis too, where settings name one, so that processes share them and hear of each other's changes. Default on.
    /// Off, each process hears of its own changes alone.
    /// </summary>
    [OfProcess]
    public bool SecondLevel { get; set; } = true;

    /// <summary>
    /// What names in Redis begin with after <c>seaworthy:</c>; applications that share values have the same. Null (default): the
    /// application's name.
    /// </summary>
    [OfProcess]
    public string? Prefix { get; set; }

    /// <summary>
    /// Milliseconds that a request waits for one call to Redis. Default 15. After one that failed the second level is closed, and opened
    /// again beside all requests.
    /// </summary>
    [InRange(1, 10_000)]
    [OfProcess]
    public int SecondLevelTimeoutMs { get; set; } = 15;

    /// <summary>Keeps finished answers of endpoints that say <c>Cached</c>. Default on. Off: each request runs its endpoint.</summary>
    public bool Responses { get; set; } = true;

    /// <summary>Largest body of an answer that is kept, in bytes. Default 1048576 (1 MiB).</summary>
    [InRange(1, 1_073_741_824)]
    [OfProcess]
    public int ResponseBytes { get; set; } = 1_048_576;

    /// <summary>Says on each answer whether it was kept, in <c>Cache-Status</c> (RFC 9211). Default off.</summary>
    public bool StatusHeader { get; set; }
}
