using System.Net;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>Who does what is done now, when and from where: the request's caller, whoever runs a command, or the process by itself.</summary>
internal sealed class TrailSignature(CurrentRequest current, TimeProvider time, Operator? command)
{
    private const string User = "user";
    private const string Key = "key";
    private const string Nobody = "nobody";

    public void Sign(TrailRow row, string service)
    {
        if (current.Scope is { } scope)
        {
            Sign(row, scope.Origin, scope.RequestId);
            return;
        }

        row.At = Instant.Now(time);
        (row.Who, row.WhoKind) = command is null ? (service, "service") : (command.Name, "cli");
    }

    public void Sign(TrailRow row, RequestOrigin origin, string requestId)
    {
        row.At = Instant.Now(time);
        (row.Who, row.WhoKind) = origin switch
        {
            { KeyId: { } key } => (key, Key),
            { Subject: { } subject } => (subject, User),
            _ => (null, Nobody),
        };
        (row.WhoTenant, row.RequestId, row.Address) = (origin.Tenant, requestId, TextOf(origin.Client));
    }

    private static string? TextOf(IPAddress? address) => address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4().ToString() : address?.ToString();
}
