using Seaworthy.Pipeline;

namespace Seaworthy.Client;

/// <summary>
/// Beside stage 6: refuses what <see cref="ClientStage"/> could not read of a trusted proxy. Not there, where the CORS
/// headers are not set yet and a page of an allowed origin could not read the refusal.
/// </summary>
public sealed class ForwardedStage : Stage
{
    internal ForwardedStage()
    {
    }

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Client.Enabled;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record) =>
        record.ForwardedFault is { } fault ? record.Refuse(fault) : Step.Continue;
}
