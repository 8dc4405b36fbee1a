using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Seaworthy.Caching.Responses;
using Seaworthy.Compression;
using Seaworthy.Pipeline;

namespace Seaworthy.Caching.Origin;

/// <summary>
/// One request that asks the other server. Those who wait for its answer are told as soon as its head says that it is nobody else's: a stream may never end.
/// </summary>
/// <param name="keeper">Where it is kept.</param>
/// <param name="record">The request.</param>
/// <param name="key">Of the address; null when nothing is kept of it.</param>
/// <param name="rest">Asks.</param>
internal sealed class OriginFill(OriginKeeper keeper, RequestRecord record, string? key, Func<Task> rest)
{
    private readonly TaskCompletionSource<OriginLanding> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IHttpResponseBodyFeature _inner = record.Context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
    private readonly HttpContext _context = record.Context;
    private readonly OriginAnswer? _old = key is null ? null : keeper.FindStale(record, key);
    private readonly KeyValuePair<string, StringValues>[] _before = [.. record.Context.Response.Headers];
    private Begun _begun;
    private OriginTerms? _terms;
    private ExceptionDispatchInfo? _fault;

    /// <summary>The request itself; it must not end before this has. Null while somebody else is at it.</summary>
    public Task? Work { get; private set; }

    /// <summary>What there is to send of it: an answer that was held; null for one that went out as it came.</summary>
    public OriginAnswer? Answer { get; private set; }

    /// <summary>Whether it is the old one, in place of an error.</summary>
    public bool IsStandIn { get; private set; }

    public bool IsRevalidated { get; private set; }

    public Task<OriginLanding> Begin()
    {
        Work = RunAsync();
        return _landed.Task;
    }

    /// <summary>What the endpoint threw, where nothing stands in for it.</summary>
    public void Rethrow() => _fault?.Throw();

    private async Task RunAsync()
    {
        _begun = key is null ? default : keeper.Begin(key);
        var encoder = Encoder();
        var held = new OriginBody(encoder ?? _inner, keeper.MostBytes, record.HeldBuffers.Take(), IsHeld, () => _landed.TrySetResult(OriginLanding.NotKept));
        var asked = new AskedFields(_context.Request.Headers);
        asked.Take(_old?.Head);
        _context.Features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await rest();
        }
#pragma warning disable CA1031 // told to the one request that it belongs to, by Rethrow
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            asked.GiveBack();
            _context.Features.Set(_inner);
        }

        try
        {
            Land(held);
            if (_fault is null && record.Problem is null && Answer is null)
            {
                held.Pass();
                await (encoder?.EndAsync() ?? Task.CompletedTask);
            }
        }
        finally
        {
            _landed.TrySetResult(Answer is { Key.Length: > 0 } kept && _fault is null ? new(kept, IsAbandoned: false) { IsStandIn = IsStandIn }
                : _context.RequestAborted.IsCancellationRequested ? OriginLanding.Abandoned
                : OriginLanding.NotKept);
        }
    }

    private void Land(OriginBody held)
    {
        var response = _context.Response;
        if (held.HasPassed || response.HasStarted)
        {
            return;
        }

        if (StandIn() is { } old)
        {
            (Answer, IsStandIn, _fault) = (old, true, null);
            record.Forgive();
            TakeBack(response);
        }
        else if (_fault is null && record.Problem is null)
        {
            Answer = response.StatusCode == StatusCodes.Status304NotModified && _old is not null ? Renewed(_old) : Whole(held);
        }
    }

    private OriginAnswer Renewed(OriginAnswer old)
    {
        IsRevalidated = true;
        return keeper.Renew(record, key!, old, _begun);
    }

    private OriginAnswer? Whole(OriginBody held)
    {
        var response = _context.Response;
        var isWhole = response.ContentLength is not { } length || length == held.Written.Length;
        _terms ??= OriginKeeper.TermsOf(record);
        var mayTag = response.StatusCode == StatusCodes.Status200OK && response.Headers.ContentEncoding.Count == 0;
        if (!isWhole || !HttpMethods.IsGet(_context.Request.Method) || (_terms is null && !mayTag))
        {
            return null;
        }

        if (_terms is null && key is not null && !OriginKeeper.HasCredentials(record))
        {
            keeper.MarkUnkept(key, _context.Request, _begun);
        }

        return response.Headers.ContentEncoding.Count > 0 ? null : keeper.Make(record, key, _terms, held.Written.ToArray(), _begun);
    }

    // Held: what may be kept, what is short enough to get a tag, and an error in whose place the old answer may stand.
    private bool IsHeld()
    {
        var response = _context.Response;
        if (response.Headers.ContentEncoding.Count > 0)
        {
            return false;
        }

        _terms = OriginKeeper.TermsOf(record);
        if (_terms is null && StandIn() is null)
        {
            _landed.TrySetResult(OriginLanding.NotKept);
        }

        return response.ContentLength is { } length ? length <= keeper.MostBytes && (_terms is not null || response.StatusCode == StatusCodes.Status200OK || IsError())
            : _terms is not null || IsError();
    }

    private OriginAnswer? StandIn() => IsError() && _old is { } old && keeper.MayStandIn(old) ? old : null;

    private bool IsError() => _fault is not null || record.Problem is not null
        || _context.Response.StatusCode is StatusCodes.Status500InternalServerError or StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout;

    private void TakeBack(HttpResponse response)
    {
        response.Headers.Clear();
        foreach (var (name, value) in _before)
        {
            response.Headers[name] = value;
        }
    }

    private EncodedBody? Encoder()
    {
        var accepted = AcceptedCodings.Read(_context.Request.Headers.AcceptEncoding);
        var options = record.Plan!.Service.Options.Compression;
        var best = accepted.Best(hasGzip: true, hasBrotli: true);
        return !options.Enabled || best == ContentCoding.Identity
            ? null
            : new(_inner, _context.Response, best, accepted.RefusesIdentity ? 1 : options.MinimumBytes, record.HeldBuffers.Take());
    }
}
