using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

internal static partial class Log
{
    [LoggerMessage(EventIds.CertificateChanged, LogLevel.Information, "New connections have the certificate {Subject}, which is good until {Until:u}",
        EventName = nameof(EventIds.CertificateChanged))]
    public static partial void Changed(ILogger log, string subject, DateTime until);

    [LoggerMessage(EventIds.CertificateKept, LogLevel.Error,
        "The certificate in {File} and its key cannot be used, and the one before goes on until {Until:u}: {Fault}", EventName = nameof(EventIds.CertificateKept))]
    public static partial void Kept(ILogger log, string file, string fault, DateTime until);
}
