using Seaworthy.Api.Problems;
using Seaworthy.Hosting;

namespace Seaworthy.Idempotency;

/// <summary>Why a request with a key, or without one, is not run.</summary>
internal static class KeyProblems
{
    private const int RetryAfterSeconds = 1;

    public static Problem Missing(ServiceProfile service) =>
        Problem.Of(ProblemTypes.IdempotencyKeyRequired, $"Send {IdempotencyKey.Header} with a new UUID for each thing you want done.")
            .WithLink("describedby", service.Options.Problems.TypeBase + ProblemTypes.IdempotencyKeyRequired.Name);

    public static Problem Malformed(string fault) => Problem.Of(ProblemTypes.IdempotencyKeyInvalid, $"{IdempotencyKey.Header} {fault}.");

    public static Problem Of(KeyState state) => state switch
    {
        KeyState.InFlight => Problem.Of(ProblemTypes.IdempotencyInFlight).RetryAfter(RetryAfterSeconds),
        KeyState.OtherRequest => Problem.Of(ProblemTypes.IdempotencyKeyReused, $"This {IdempotencyKey.Header} came with another path, query or body before."),
        _ => Problem.Of(ProblemTypes.OutcomeUnknown),
    };
}
