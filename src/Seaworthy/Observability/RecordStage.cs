using Seaworthy.Pipeline;

namespace Seaworthy.Observability;

/// <summary>Stage 1: the record starts with the request and is told once when it ends.</summary>
public sealed class RecordStage : Stage
{
    internal RecordStage()
    {
    }

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record) => Step.Continue;
}
