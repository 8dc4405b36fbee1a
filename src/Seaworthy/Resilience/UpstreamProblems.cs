using Seaworthy.Api.Problems;

namespace Seaworthy.Resilience;

/// <summary>
/// What a caller is told of a service behind this one that did not answer: the client's name, which is ours, and never the host's. In each dialect the code is the documents'
/// <c>EXTERNAL_SERVICE_ERROR</c> (S2); the status says whether it was asked.
/// </summary>
internal sealed class UpstreamProblems : IExceptionProblems
{
    public Problem? For(Exception exception) => exception is not UpstreamException upstream ? null : upstream.Failure switch
    {
        UpstreamFailure.BreakerOpen => Told(ProblemTypes.UpstreamUnavailable, upstream, "has failed too often and is left alone for a while").RetryAfter(Seconds(upstream)),
        UpstreamFailure.TooManyCalls => Told(ProblemTypes.UpstreamUnavailable, upstream, "has as much to do as it is given at once").RetryAfter(Seconds(upstream)),
        UpstreamFailure.TooLate => Told(ProblemTypes.UpstreamTimeout, upstream, "did not answer in time"),
        _ => Problem.ExternalService(upstream.Client, "did not answer"),
    };

    private static Problem Told(ProblemType type, UpstreamException upstream, string what) =>
        Problem.ExternalService(type, upstream.Client, what);

    private static int Seconds(UpstreamException upstream) => Math.Max(1, (int)Math.Ceiling(upstream.RetryAfter?.TotalSeconds ?? 1));
}
