using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Pipeline;

namespace Seaworthy.Idempotency;

/// <summary>
/// One request that has its key and runs. A session that commits the request's answer together with its effect finds it in the
/// request's scope, has the answer made here and says what became of it.
/// </summary>
internal sealed class KeyedRun
{
    private readonly HttpContext _context;
    private readonly IHttpResponseBodyFeature _inner;

    public KeyedRun(IKeyStore store, KeyClaim claim, HttpContext context)
    {
        Store = store;
        Claim = claim;
        _context = context;
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        Body = new(_inner, StoredAnswer.MostBytes, context.Features.GetRequiredFeature<RequestRecord>().HeldBuffers.Take());
        context.Features.Set<IHttpResponseBodyFeature>(Body);
    }

    /// <summary>Where the key is kept.</summary>
    public IKeyStore Store { get; }

    public KeyClaim Claim { get; }

    /// <summary>
    /// Catches the answer, so that it can be kept before it is sent. One that grows beyond what is kept goes out as it comes; unless
    /// its transaction is not committed yet.
    /// </summary>
    public HeldBody Body { get; }

    /// <summary>True when the answer is committed: from then on it is what this request has done.</summary>
    public bool IsKept { get; set; }

    /// <summary>True when a transaction was committed, or may have been, that did not carry the answer.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>What the session has found instead, when another process was quicker.</summary>
    public KeyFinding? Found { get; set; }

    /// <summary>The connection over which the answer is read while its transaction is open, and whose it is.</summary>
    public (object Database, DbConnection Connection)? Reads { get; set; }

    /// <summary>Makes the answer without sending it; null when it turned out to be a problem.</summary>
    public async Task<StoredAnswer?> MakeAsync(IResult answer)
    {
        if (IsKept)
        {
            throw new InvalidOperationException("A request has one answer: AnswerAsync was called again after it was committed.");
        }

        Body.Hold();
        await answer.ExecuteAsync(_context);
        return _context.Features.Get<RequestRecord>()?.Problem is null ? StoredAnswer.Of(_context.Response, Body) : null;
    }

    /// <summary>Notes a commit without the answer.</summary>
    public void Wrote() => HasWritten = true;

    /// <summary>Takes the answer back: its transaction was refused.</summary>
    public void Unmake()
    {
        var response = _context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = null;
        response.ContentLength = null;
        response.Headers.Location = default;
        response.Headers.ETag = default;
        response.Headers.CacheControl = default;
        Body.Clear();
    }

    /// <summary>Gives the response its body back.</summary>
    public void End() => _context.Features.Set(_inner);
}
