using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Api.Problems;
using Seaworthy.Pipeline;

namespace Seaworthy.Leaks;

/// <summary>
/// Looks for secrets in what endpoints answer (R13). Stands before the endpoint alone: it sees what the endpoint writes and nothing that is
/// kept or encoded, so that a kept answer has been looked at once.
/// </summary>
public sealed class LeakStage : Stage, ISurroundingStage
{
    private readonly LeakMask _mask;
    private readonly LeakAlarm _alarm;
    private readonly bool _isProduction;
    private readonly bool _isDevelopment;

    internal LeakStage(LeakMask mask, LeakAlarm alarm, bool isProduction, bool isDevelopment) =>
        (_mask, _alarm, _isProduction, _isDevelopment) = (mask, alarm, isProduction, isDevelopment);

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Leaks.Mode != LeakMode.Off;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) =>
        plan.Kind == EndpointKind.Ordinary && plan.Class.Value != RequestClass.Probe && plan.Metadata.GetMetadata<NoLeakCheckWord>() is null;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var features = record.Context.Features;
        record.Masked.Begin(features.GetRequiredFeature<IHttpResponseBodyFeature>(), record, _mask, _alarm);
        features.Set<IHttpResponseBodyFeature>(record.Masked);
        // What is answered under a key is kept before it is whole for us, so it must be clean by then.
        return IsBlocking(record.Service.Options) && record.Idempotency.Run is null ? Step.Surround : Step.Continue;
    }

    /// <inheritdoc/>
    async Task ISurroundingStage.SurroundAsync(RequestRecord record, Func<Task> rest)
    {
        var (features, response) = (record.Context.Features, record.Context.Response);
        var held = new BlockedBody(record.Masked, response, record.HeldBuffers.Take());
        features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await rest();
        }
        finally
        {
            features.Set<IHttpResponseBodyFeature>(record.Masked);
        }

        if (record.Problem is not null || held.HasPassed)
        {
            return;
        }

        if (LeakMask.IsText(response.ContentType) && _mask.Find(held.Written, record.Plan!.ShownSecrets) is { } leak)
        {
            _alarm.Raise(record, leak, LeakMetrics.Blocked);
            record.Refuse(Problem.Of(ProblemTypes.Internal, _isDevelopment ? Detail(leak) : null));
            return;
        }

        held.Pass();
    }

    private static string Detail(Leak leak) =>
        $"The answer was not sent: it carries a secret in '{leak.Member}' (found by {leak.Rule}). Leave it out, or say ShowsSecret(\"{leak.Member}\") on the endpoint.";

    private bool IsBlocking(SeaworthyOptions options) => (options.Leaks.Mode ?? (_isProduction ? LeakMode.Mask : LeakMode.Block)) == LeakMode.Block;
}
