using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;

namespace Seaworthy.Workforce.Data;

/// <summary>
/// Why a change is refused that does not say which version it was made from, or says one that is no longer there. The concurrency
/// token decides when two say the same one: the second finds its row gone and is refused too.
/// </summary>
internal static class Versions
{
    /// <summary>428 where there is no If-Match; null where there is one.</summary>
    public static Problem? Missing(HttpRequest request) => request.Headers.IfMatch.Count == 0
        ? Problem.Of(ProblemTypes.PreconditionRequired, "Send the ETag of what you have read in If-Match.")
        : null;

    /// <summary>412.</summary>
    public static Problem Changed(string resource) =>
        Problem.Of(ProblemTypes.PreconditionFailed, $"Somebody has changed the {resource} since you read it.");
}
