using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

/// <summary>
/// The certificates of new connections, in both directions. Looks at their files every <see cref="TransportOptions.CheckSeconds"/>: a watched folder would miss the links that certbot
/// exchanges, and those of a mounted secret.
/// </summary>
internal sealed class Certificates : BackgroundService
{
    private readonly IFromFiles[] _all;
    private readonly TimeSpan _every;
    private readonly TimeProvider _time;
    private readonly ILogger<Certificates> _log;

    public Certificates(SeaworthyOptions options, TimeProvider time, ILogger<Certificates> log)
    {
        var (transport, gateway) = (options.Transport, options.Gateway);
        (_every, _time, _log) = (TimeSpan.FromSeconds(transport.CheckSeconds), time, log);
        Own = Pair(transport.CertificateFile, transport.KeyFile);
        Callers = Authorities(transport.CallersFile);
        ToUpstreams = Pair(gateway.CertificateFile, gateway.KeyFile);
        OfUpstreams = Authorities(gateway.AuthorityFile);
        _all = [.. new IFromFiles?[] { Own, Callers, ToUpstreams, OfUpstreams }.OfType<IFromFiles>()];
    }

    /// <summary>What is shown to callers; null for nothing of ours.</summary>
    public FromFiles<CertificatePair>? Own { get; }

    /// <summary>What callers' certificates must come from; null when nobody is asked for one.</summary>
    public FromFiles<Authorities>? Callers { get; }

    /// <summary>What is shown to upstreams; null for nothing.</summary>
    public FromFiles<CertificatePair>? ToUpstreams { get; }

    /// <summary>What upstreams' certificates must come from; null for what the machine trusts.</summary>
    public FromFiles<Authorities>? OfUpstreams { get; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_all.Length > 0 && !stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_every, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Array.ForEach(_all, files => files.Look(_time.GetUtcNow().UtcDateTime));
        }
    }

    private FromFiles<CertificatePair>? Pair(string? certificate, string? key) =>
        certificate is null || key is null ? null : new(CertificatePair.Read(certificate, key), _log);

    private FromFiles<Authorities>? Authorities(string? file) => file is null ? null : new(Transport.Authorities.Read(file), _log);
}
