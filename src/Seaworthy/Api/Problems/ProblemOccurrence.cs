namespace Seaworthy.Api.Problems;

/// <summary>A problem at the moment it is written.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Status">The status of the answer; a dialect may differ from the problem type's.</param>
/// <param name="RequestId">As in <c>X-Request-ID</c>.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="TypeBase">Where problem types are explained.</param>
/// <param name="At">When, in UTC.</param>
public sealed record ProblemOccurrence(
    Problem Problem, int Status, string RequestId, string TraceId, string TypeBase, DateTimeOffset At)
{
    /// <summary>URI of the type; <c>about:blank</c> for a bare status.</summary>
    public string TypeUri => Problem.Type.Uri ?? (Problem.Type.Name.Length == 0 ? "about:blank" : TypeBase + Problem.Type.Name);

    /// <summary>The sentence for dialects that have one sentence only.</summary>
    public string Message => Problem.Type.IsSaidByTitle ? Problem.Type.Title : Problem.Detail ?? Problem.Type.Title;
}
