using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Seaworthy.Api.Problems;
using Seaworthy.Gateway;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Observability;
using Seaworthy.Pipeline;

namespace Seaworthy.Client;

/// <summary>
/// The caller's true address and scheme. Walks <c>X-Forwarded-For</c> from the right, for as long as the address
/// that said it is a trusted proxy; the first that is not is the caller, and the scheme is the one he used. Where a trusted
/// proxy sent garbage the caller is the socket's address, and <see cref="ForwardedStage"/> refuses the request. A gateway that
/// shares <c>Gateway:Key</c> with this process says it signed, and is believed wherever it is.
/// </summary>
public sealed class ClientStage : Stage
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProto = "X-Forwarded-Proto";
    private readonly IPNetwork[] _trusted;
    private readonly bool _trustsUnixSockets;
    private readonly int _maxProxies;
    private readonly GatewayStamps? _stamps;
    private readonly ILogger<ClientStage> _log;
    private int _warned;

    internal ClientStage(SeaworthyOptions options, TimeProvider time, ILogger<ClientStage> log)
    {
        _stamps = options.Gateway.Key is { } key ? new(key, time) : null;
        _trustsUnixSockets = options.Client.TrustedProxies.Contains(ClientOptions.Unix);
        _trusted = [.. options.Client.TrustedProxies.Where(text => text != ClientOptions.Unix).Select(Networks.Parse)];
        _maxProxies = options.Client.MaxProxies;
        _log = log;
    }

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Client.Enabled;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var context = record.Context;
        var socket = Networks.Plain(context.Connection.RemoteIpAddress);
        record.Client = socket;
        if (_stamps is not null && context.Request.Headers[GatewayStamps.Header] is { Count: > 0 } stamp)
        {
            Read(record, stamp.ToString());
            return Step.Continue;
        }

        var forwarded = context.Request.Headers[ForwardedFor];
        if (forwarded.Count == 0 && context.Request.Headers[ForwardedProto].Count == 0)
        {
            return Step.Continue;
        }

        if (IsTrusted(socket))
        {
            Walk(record, forwarded.ToString(), socket);
        }
        else
        {
            WarnOnce(socket);
        }

        return Step.Continue;
    }

    private void Read(RequestRecord record, string stamp)
    {
        var request = record.Context.Request;
        var call = new StampedCall(
            record.Client, request.Scheme, IsLocal: false, request.Method, record.Context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, record.RequestId,
            request.Headers.Authorization.ToString(), request.Headers[ApiKeyText.Header].ToString());
        if (_stamps!.Fault(stamp, call, out var told) is { } fault)
        {
            Log.WrongStamp(_log, record.Client, fault);
            record.ForwardedFault = Problem.Of(ProblemTypes.BadRequest, $"{GatewayStamps.Header} {fault}.").WithError(new ProblemError("must be what the gateway has signed", Header: GatewayStamps.Header));
            return;
        }

        record.IsFromGateway = true;
        record.IsLocalAtGateway = told.IsLocal;
        record.Client = told.Client;
        record.Context.Connection.RemoteIpAddress = told.Client;
        request.Scheme = told.Scheme;
    }

    private void Walk(RequestRecord record, string forwarded, IPAddress? socket)
    {
        var client = socket;
        var left = forwarded.AsSpan();
        var hop = 0;
        for (; hop < _maxProxies && left.Length > 0 && IsTrusted(client); hop++)
        {
            var comma = left.LastIndexOf(',');
            var text = left[(comma + 1)..].Trim();
            left = comma < 0 ? [] : left[..comma];
            if (!Networks.TryParseAddress(text, out var address))
            {
                record.ForwardedFault = Problem.Of(ProblemTypes.BadRequest, $"{ForwardedFor} holds '{Shorten(text)}', which is no address.")
                    .WithError(new ProblemError("must be a list of IP addresses", Header: ForwardedFor));
                return;
            }

            client = address;
        }

        if (hop > 0)
        {
            record.Client = client;
            record.Context.Connection.RemoteIpAddress = client;
        }

        WalkScheme(record.Context.Request, Math.Max(hop, 1));
    }

    // Each proxy adds the scheme that it was called with, as it adds the address; one that overwrites it leaves one for all.
    private static void WalkScheme(HttpRequest request, int hops)
    {
        var left = request.Headers[ForwardedProto].ToString().AsSpan();
        var scheme = left;
        for (var hop = 0; hop < hops && left.Length > 0; hop++)
        {
            var comma = left.LastIndexOf(',');
            scheme = left[(comma + 1)..].Trim();
            left = comma < 0 ? [] : left[..comma];
        }

        if (scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
        {
            request.Scheme = Uri.UriSchemeHttps;
        }
        else if (scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
        {
            request.Scheme = Uri.UriSchemeHttp;
        }
    }

    /// <param name="address">Null at the other end of a Unix socket.</param>
    private bool IsTrusted(IPAddress? address)
    {
        if (address is null)
        {
            return _trustsUnixSockets;
        }

        foreach (var network in _trusted)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private void WarnOnce(IPAddress? socket)
    {
        if ((socket is null || Networks.IsPrivate(socket)) && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            if (socket is null)
            {
                Log.UntrustedSocket(_log);
            }
            else
            {
                Log.UntrustedProxy(_log, socket);
            }
        }
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length > 60 ? $"{text[..60]}…" : text.ToString();
}
