using Seaworthy.Api.Problems;

namespace Seaworthy.Validation;

/// <summary>Code asked for the value of a body that has none. Uncaught, it is answered as the problem it holds.</summary>
public sealed class InvalidBodyException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>What is wrong with the body.</summary>
    public Problem Problem { get; } = problem;
}

/// <summary>Answers <see cref="InvalidBodyException"/> as what it is: the caller's fault, not ours.</summary>
internal sealed class InvalidBodyProblems : IExceptionProblems
{
    public Problem? For(Exception exception) => (exception as InvalidBodyException)?.Problem;
}
