using Microsoft.AspNetCore.Http;
using Seaworthy.Resilience;

namespace Seaworthy.Idempotency;

/// <summary>What is done with a key when its request has ended.</summary>
internal enum KeyEnd
{
    /// <summary>The answer is kept.</summary>
    Keep,

    /// <summary>Nothing has happened: the key is free again.</summary>
    Release,

    /// <summary>Nobody knows what has happened.</summary>
    Lose,
}

/// <summary>
/// Which answers are kept: those that would be the same again. Not those that say that the caller should come back otherwise
/// or later (401, 403, 408, 425, 429), and none of 5xx. A failure is known to have done nothing where a transaction was rolled
/// back, and where a request was to be handed on and was not sent; 501, 503, 505 and 507 say so themselves. None of that holds where something
/// was committed apart from the answer: then only an endpoint that says so runs again.
/// </summary>
internal static class KeptStatus
{
    private const int TooEarly = 425;
    private const int ServerErrors = 500;

    /// <summary>The same for a request that may have committed something by then.</summary>
    public static KeyEnd Of(KeyEnd end, EndpointIdempotency plan, KeyedRun run) =>
        end == KeyEnd.Release && run.HasWritten && !run.IsKept && !plan.IsRepeatable ? KeyEnd.Lose : end;

    /// <summary>For a request that ended with an exception nobody answers, or while its answer was on its way.</summary>
    public static KeyEnd OfFailure(EndpointIdempotency plan) =>
        plan.Mode == IdempotencyMode.Transaction || plan.IsRepeatable ? KeyEnd.Release : KeyEnd.Lose;

    /// <param name="status">What it was answered.</param>
    /// <param name="plan">What the endpoint says of keys.</param>
    /// <param name="fault">The exception that the answer was made of; null where there was none.</param>
    public static KeyEnd Of(int status, EndpointIdempotency plan, Exception? fault) => status switch
    {
        _ when plan.HandsOn && fault is UpstreamException { IsUnsent: true } => KeyEnd.Release,
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status408RequestTimeout
            or TooEarly or StatusCodes.Status429TooManyRequests => KeyEnd.Release,
        StatusCodes.Status501NotImplemented or StatusCodes.Status503ServiceUnavailable
            or StatusCodes.Status505HttpVersionNotsupported or StatusCodes.Status507InsufficientStorage => KeyEnd.Release,
        StatusCodes.Status499ClientClosedRequest or >= ServerErrors => OfFailure(plan),
        _ => KeyEnd.Keep,
    };
}
