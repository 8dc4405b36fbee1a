namespace Seaworthy.Resilience;

/// <summary>
/// A call to another service has no answer, and says why. An endpoint may catch it and do without; what nobody catches becomes a problem in the service's dialect: 502, 503 or
/// 504, with Retry-After where it is known.
/// </summary>
public sealed class UpstreamException : HttpRequestException
{
    internal UpstreamException(UpstreamFailure failure, string client, string host, string message, TimeSpan? retryAfter = null, Exception? inner = null)
        : base((inner as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown, message, inner)
    {
        Failure = failure;
        Client = client;
        Host = host;
        RetryAfter = retryAfter;
    }

    /// <summary>Why.</summary>
    public UpstreamFailure Failure { get; }

    /// <summary>Name of the client that was to make the call.</summary>
    public string Client { get; }

    /// <summary>Whom it was for: <c>scoring:8080</c>.</summary>
    public string Host { get; }

    /// <summary>When trying again can help; null where nobody knows.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the other side has seen nothing of it.</summary>
    internal bool IsUnsent => Failure is UpstreamFailure.BreakerOpen or UpstreamFailure.TooManyCalls || UpstreamOutcome.IsUnsent(InnerException);
}
