using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Seaworthy.Api.Problems;
using Seaworthy.Pipeline;

namespace Seaworthy.Client;

/// <summary>
/// Stage 3: the caller's true address and scheme. Walks <c>X-Forwarded-For</c> from the right, for as long as the address
/// that said it is a trusted proxy; the first that is not is the caller. Where a trusted proxy sent garbage the caller is
/// the socket's address, and <see cref="ForwardedStage"/> refuses the request.
/// </summary>
public sealed class ClientStage : Stage
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProto = "X-Forwarded-Proto";
    private readonly IPNetwork[] _trusted;
    private readonly int _maxProxies;
    private readonly ILogger<ClientStage> _log;
    private int _warned;

    internal ClientStage(SeaworthyOptions options, ILogger<ClientStage> log)
    {
        _trusted = [.. options.Client.TrustedProxies.Select(Networks.Parse)];
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
        var forwarded = context.Request.Headers[ForwardedFor];
        if (forwarded.Count == 0 || socket is null)
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

    private void Walk(RequestRecord record, string forwarded, IPAddress socket)
    {
        var client = socket;
        var left = forwarded.AsSpan();
        for (var hop = 0; hop < _maxProxies && left.Length > 0 && IsTrusted(client); hop++)
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

        record.Client = client;
        record.Context.Connection.RemoteIpAddress = client;
        if (record.Context.Request.Headers[ForwardedProto] is [("http" or "https") and var scheme])
        {
            record.Context.Request.Scheme = scheme;
        }
    }

    private bool IsTrusted(IPAddress address)
    {
        foreach (var network in _trusted)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private void WarnOnce(IPAddress socket)
    {
        if (Networks.IsPrivate(socket) && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            Log.UntrustedProxy(_log, socket);
        }
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length > 60 ? $"{text[..60]}…" : text.ToString();
}
