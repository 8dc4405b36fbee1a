using Seaworthy.Pipeline;

namespace Seaworthy.Shedding;

/// <summary>
/// The same for endpoints whose answers are kept, behind them: a kept answer costs less than its refusal. Of those who miss at the same time one asks, and where he is refused
/// each of the others asks for himself.
/// </summary>
public sealed class MissStage : Stage
{
    private readonly LoadAnswers _answers;

    internal MissStage(LoadAnswers answers) => _answers = answers;

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Shedding.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => SheddingStage.IsShed(plan) && plan.Recall is not null;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record) => _answers.Look(record);
}
