using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

internal static partial class Log
{
    [LoggerMessage(EventIds.CertificateChanged, LogLevel.Information, "New connections have the certificate {Subject} of {File}, which is good until {Until:u}",
        EventName = nameof(EventIds.CertificateChanged))]
    public static partial void Changed(ILogger log, string subject, string file, DateTime until);

    [LoggerMessage(EventIds.CertificateKept, LogLevel.Error,
        "The certificate in {File} and its key cannot be used, and the one before goes on until {Until:u}: {Fault}", EventName = nameof(EventIds.CertificateKept))]
    public static partial void Kept(ILogger log, string file, string fault, DateTime until);

    [LoggerMessage(EventIds.AuthoritiesChanged, LogLevel.Information, "New connections are checked by the authorities in {File}: {Subjects}", EventName = nameof(EventIds.AuthoritiesChanged))]
    public static partial void AuthoritiesChanged(ILogger log, string file, string subjects);

    [LoggerMessage(EventIds.AuthoritiesKept, LogLevel.Error, "The authorities in {File} cannot be used, and those before go on: {Fault}", EventName = nameof(EventIds.AuthoritiesKept))]
    public static partial void AuthoritiesKept(ILogger log, string file, string fault);
}
