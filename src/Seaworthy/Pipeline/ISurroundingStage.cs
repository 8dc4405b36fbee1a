namespace Seaworthy.Pipeline;

/// <summary>
/// A stage that must see what the later ones make of a request, to keep it or to answer others with it. Its
/// <see cref="Stage.Enter"/> says <see cref="Step.Surround"/> for the requests that it wants to have.
/// </summary>
internal interface ISurroundingStage
{
    /// <summary>
    /// Answers the request, by <paramref name="rest"/> (once at most) or without it. When the task ends, the request has ended for
    /// the stages before: answered, or refused by <see cref="RequestRecord.Refuse"/> for the problems stage to answer. What
    /// <paramref name="rest"/> throws is the caller's business: let it pass.
    /// </summary>
    Task SurroundAsync(RequestRecord record, Func<Task> rest);
}
