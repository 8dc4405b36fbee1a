using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>What a pipeline works with: made once from the options.</summary>
/// <param name="Address">Where it leads.</param>
/// <param name="AuthorityFile">Certificates to trust; null for the system's.</param>
/// <param name="ClientName">What <c>CLIENT LIST</c> shows.</param>
/// <param name="ConnectTimeout">For connecting and the greeting.</param>
/// <param name="CallTimeout">For a call that does not say.</param>
/// <param name="Silence">Without a word for so long, it is given up.</param>
/// <param name="MaxInFlight">Calls that wait.</param>
/// <param name="MaxUnsentBytes">Bytes that wait.</param>
/// <param name="Limits">What a reply may be.</param>
/// <param name="Listener">Hears of changed keys; null where nothing is tracked.</param>
/// <param name="Prefixes">Of which keys it hears; empty for those that were read.</param>
/// <param name="Time">The clock.</param>
internal sealed record PipelineSettings(
    RedisAddress Address, string? AuthorityFile, string ClientName, TimeSpan ConnectTimeout, TimeSpan CallTimeout, TimeSpan Silence,
    int MaxInFlight, int MaxUnsentBytes, RespLimits Limits, ITrackingListener? Listener, IReadOnlyList<string> Prefixes, TimeProvider Time)
{
    public CoarseClock Clock { get; } = new(Time);

    /// <summary>Milliseconds without a proof that nothing was missed, after which a tracked connection is given up though it is heard again.</summary>
    public long LongestUnheard { get; } = Listener is null ? long.MaxValue : (long)Silence.TotalMilliseconds;

    public static PipelineSettings From(RedisOptions options, ITrackingListener? listener, TimeProvider time)
    {
        var faults = options.Faults();
        if (faults.Count > 0 || !RedisAddress.TryParse(options.Url, out var address, out _))
        {
            throw new ArgumentException(string.Join(Environment.NewLine, faults), nameof(options));
        }

        return new(
            address, options.CertificateAuthorityFile, options.ClientName,
            TimeSpan.FromMilliseconds(options.ConnectTimeoutMs), TimeSpan.FromMilliseconds(options.CallTimeoutMs),
            TimeSpan.FromMilliseconds(listener is null ? options.KeepAliveMs : options.TrackedSilenceMs),
            options.MaxInFlight, options.MaxUnsentBytes, new(options.MaxReplyBytes), listener, [.. options.TrackedPrefixes], time);
    }
}
