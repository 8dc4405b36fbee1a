using Seaworthy.Pipeline;

namespace Seaworthy.Shedding;

/// <summary>Refuses what matters least while there is more to do than can be done, before anything is spent on it. Probes always come in.</summary>
public sealed class SheddingStage : Stage
{
    private readonly LoadAnswers _answers;

    internal SheddingStage(LoadAnswers answers) => _answers = answers;

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Shedding.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => IsShed(plan) && plan.Recall is null;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record) => _answers.Look(record);

    /// <summary>Whether its requests may be refused at all: a path or a method that is not there costs no more than its refusal would.</summary>
    internal static bool IsShed(EndpointPlan plan) => plan.Kind == EndpointKind.Ordinary && plan.Class.Value != RequestClass.Probe;
}
