using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Transport;

/// <summary>What TLS needs, both ways; nothing where no setting names a certificate.</summary>
internal static class TransportServices
{
    public static void AddTransport(this WebApplicationBuilder builder, SeaworthyBuilder seaworthy)
    {
        var (transport, gateway) = (seaworthy.Options.Transport, seaworthy.Options.Gateway);
        builder.Services.AddSingleton(_ => new TransportStage());
        builder.Services.AddSingleton<Certificates>();

        // Files that cannot be used have been told as a fault, and nothing starts.
        if (seaworthy.Faults.Count > 0)
        {
            return;
        }

        if ((transport.CertificateFile ?? gateway.CertificateFile ?? gateway.AuthorityFile) is not null)
        {
            builder.Services.AddHostedService(sp => sp.GetRequiredService<Certificates>());
        }

        if (transport.CertificateFile is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(Present);
        }
    }

    private static void Present(KestrelServerOptions server)
    {
        var certificates = server.ApplicationServices.GetRequiredService<Certificates>();
        var (own, callers) = (certificates.Own!, certificates.Callers);
        server.ConfigureHttpsDefaults(https =>
        {
            // Said here, and not left to how the machine's library is configured.
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ServerCertificateSelector = (_, _) => own.Current.Own;
            if (callers is not null)
            {
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            }

            https.OnAuthenticate = (_, tls) =>
            {
                // A selector gives the certificate alone; clients that know only the root need its intermediates.
                (tls.ServerCertificateContext, tls.ServerCertificateSelectionCallback) = (own.Current.Context, null);
                if (callers is not null)
                {
                    tls.CertificateChainPolicy = callers.Current.Policy();
                    // A session that goes on would bring the certificate of its first handshake without the intermediates that it came with.
                    tls.AllowTlsResume = false;
                }
            };
        });
    }
}
