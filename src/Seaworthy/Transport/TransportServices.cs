using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

/// <summary>What TLS needs; nothing where no setting names a certificate.</summary>
internal static class TransportServices
{
    public static void AddTransport(this WebApplicationBuilder builder, SeaworthyBuilder seaworthy)
    {
        var options = seaworthy.Options.Transport;
        builder.Services.AddSingleton(_ => new TransportStage());

        // Files that are no pair have been told as a fault, and nothing starts.
        if (options.CertificateFile is null || options.KeyFile is null || seaworthy.Faults.Count > 0)
        {
            return;
        }

        builder.Services.AddSingleton(sp => new Certificates(options, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<Certificates>>()));
        builder.Services.AddHostedService(sp => sp.GetRequiredService<Certificates>());
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(Present);
    }

    private static void Present(KestrelServerOptions server)
    {
        var certificates = server.ApplicationServices.GetRequiredService<Certificates>();
        server.ConfigureHttpsDefaults(https =>
        {
            // Said here, and not left to how the machine's library is configured.
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ServerCertificateSelector = (_, _) => certificates.Current.Own;

            // A selector gives the certificate alone; clients that know only the root need its intermediates.
            https.OnAuthenticate = (_, tls) => (tls.ServerCertificateContext, tls.ServerCertificateSelectionCallback) = (certificates.Current.Context, null);
        });
    }
}
