using Microsoft.AspNetCore.Http;
using Seaworthy.Pipeline;

namespace Seaworthy.Idempotency;

/// <summary>What the stage decided about one request; part of its record.</summary>
internal sealed class RequestKey
{
    /// <summary>The caller's key as it was read; null when it sent none.</summary>
    public string? Text { get; set; }

    /// <summary>The request that has the key, while it runs.</summary>
    public KeyedRun? Run { get; private set; }

    /// <summary>True when the answer is that of an earlier request with the same key.</summary>
    public bool IsReplayed { get; set; }

    /// <summary>True when the handler failed after its answer was committed: that answer is given, and the failure is told beside it.</summary>
    public bool FailedAfterAnswer { get; set; }

    public KeyedRun Begin(IKeyStore store, KeyClaim claim, HttpContext context) => Run = new(store, claim, context);

    /// <summary>The answer is made: work that outlives the request has no key.</summary>
    public void End(RequestScope? scope)
    {
        Run?.End();
        Run = null;
        if (scope is not null)
        {
            scope.Run = null;
        }
    }

    public void Forget()
    {
        Text = null;
        Run = null;
        IsReplayed = false;
        FailedAfterAnswer = false;
    }
}
