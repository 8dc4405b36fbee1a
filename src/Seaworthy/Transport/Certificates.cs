using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

/// <summary>
/// The certificate of new connections. Looks at its files every <see cref="TransportOptions.CheckSeconds"/>: a watched folder would miss the links that certbot
/// exchanges, and those of a mounted secret. Connections that are there keep theirs. A new pair that cannot be used changes nothing and is told once,
/// and not at the first look: between the one file and the other they are never a pair.
/// </summary>
internal sealed class Certificates(TransportOptions options, TimeProvider time, ILogger<Certificates> log) : BackgroundService
{
    private readonly string _certificateFile = options.CertificateFile!;
    private readonly string _keyFile = options.KeyFile!;
    private volatile CertificatePair _current = CertificatePair.Read(options.CertificateFile!, options.KeyFile!);
    private string? _fault;
    private bool _isTold;

    public CertificatePair Current => _current;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(options.CheckSeconds), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Look();
        }
    }

    private void Look()
    {
        try
        {
            if (_current.IsIn(_certificateFile, _keyFile))
            {
                (_fault, _isTold) = (null, false);
                return;
            }

            // The pair that was is left to the connections that have it.
            var next = CertificatePair.Read(_certificateFile, _keyFile);
            if (next.Own.NotAfter.ToUniversalTime() <= time.GetUtcNow().UtcDateTime)
            {
                Tell($"it ended on {next.Own.NotAfter.ToUniversalTime():u}");
                return;
            }

            (_current, _fault, _isTold) = (next, null, false);
            Log.Changed(log, next.Own.Subject, next.Own.NotAfter.ToUniversalTime());
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            Tell(exception.Message);
        }
    }

    private void Tell(string fault)
    {
        if (_fault != fault)
        {
            (_fault, _isTold) = (fault, false);
        }
        else if (!_isTold)
        {
            _isTold = true;
            Log.Kept(log, _certificateFile, fault, _current.Own.NotAfter.ToUniversalTime());
        }
    }
}
