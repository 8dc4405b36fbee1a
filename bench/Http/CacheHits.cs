namespace Seaworthy.Bench;

/// <summary>What a server's recall has been asked so far, as its metrics say.</summary>
/// <param name="Found">Answers that were there, or that another request was making.</param>
/// <param name="Made">Answers that had to be made.</param>
internal readonly record struct CacheHits(double Found, double Made)
{
    private const string Metric = "seaworthy_recall_requests_total";

    /// <summary>The share of those found; NaN when nothing was asked.</summary>
    public double Share => Found / (Found + Made);

    public static CacheHits operator -(CacheHits now, CacheHits then) => new(now.Found - then.Found, now.Made - then.Made);

    /// <summary>Reads them from a management port; nothing when there is none.</summary>
    public static async Task<CacheHits> ReadAsync(Uri? management)
    {
        if (management is null)
        {
            return default;
        }

        var metrics = await Metrics.ReadAsync(management);
        return new(metrics.Sum(Metric, "outcome=\"hit\"") + metrics.Sum(Metric, "outcome=\"joined\""), metrics.Sum(Metric, "outcome=\"miss\""));
    }
}
