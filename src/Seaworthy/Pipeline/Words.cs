using Seaworthy.Bounds;

namespace Seaworthy.Pipeline;

/// <summary>Metadata that only a certain stage can honour; where that stage is off, the start stops.</summary>
internal interface IAsksForStage
{
    Type Stage { get; }

    /// <summary>The word as it stands in the endpoint's definition.</summary>
    string Word { get; }
}

internal sealed record DeadlineWord(TimeSpan? Limit) : IAsksForStage
{
    public Type Stage => typeof(BoundsStage);

    public string Word => Limit is null ? "WithoutDeadline" : "WithDeadline";
}

internal sealed record BodyLimitWord(long Bytes) : IAsksForStage
{
    public Type Stage => typeof(BoundsStage);

    public string Word => "WithBodyLimit";
}

// Asks for no stage: limits are switched off as a whole where somebody must (R1), and the endpoints stay as they are.
internal sealed record LimitWord(string Policy, int Cost);

internal sealed record NoLimitWord;

internal sealed record QueryBudgetWord(int Statements);

internal sealed record LoopbackWord;

internal sealed record ClassWord(RequestClass Class);
