using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Seaworthy.Client;

namespace Seaworthy.Hosting.Management;

/// <summary>
/// Who calls from this machine, of their own accord. The socket's own address, so that no header makes a stranger local;
/// every forwarded address too, so that a proxy on this machine makes no stranger local either, trusted or not; and the names
/// that the caller uses, so that a web page in this machine's browser makes no stranger local: not by a form that it posts
/// here, and not by a name of its own that leads here. A gateway on this machine that shares a key with this process has looked at all of that.
/// </summary>
internal static class LocalCaller
{
    private static readonly string[] Forwarded = [HeaderNames.Via, "Forwarded", "X-Forwarded-For", "X-Real-IP"];

    public static bool Is(HttpContext context) =>
        context.Features.Get<RequestRecord>() is { Socket: { } socket } record
        && IPAddress.IsLoopback(socket)
        && (record.IsFromGateway ? record.IsLocalAtGateway : IsOfItself(context, record));

    private static bool IsOfItself(HttpContext context, RequestRecord record) =>
        (record.Client is null || IPAddress.IsLoopback(record.Client))
        && Array.TrueForAll(Forwarded, name => AreLocal(context.Request.Headers[name].ToString()))
        && IsLocal(context.Request.Host.Host)
        && (context.Request.Headers.Origin.ToString() is { } origin && (origin.Length == 0 || IsLocalOrigin(origin)));

    private static bool AreLocal(string addresses)
    {
        if (addresses.Length == 0)
        {
            return true;
        }

        foreach (var range in addresses.AsSpan().Split(','))
        {
            if (!Networks.TryParseAddress(addresses.AsSpan(range).Trim(), out var address) || !IPAddress.IsLoopback(address))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLocalOrigin(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLocal(uri.Host);

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
