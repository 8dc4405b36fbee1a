namespace Seaworthy.Resilience;

/// <summary>A call that did not succeed, as its fallback sees it. Either there is no answer, or one that says that the other side failed.</summary>
/// <param name="Request">What was to be sent.</param>
/// <param name="Exception">Why there is no answer; null where there is one.</param>
/// <param name="Answer">The last answer, with a status of 500 or above; null where there is none.</param>
public sealed record FailedCall(HttpRequestMessage Request, UpstreamException? Exception, HttpResponseMessage? Answer);
