using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Signatures;

/// <summary>What became of requests to endpoints that must be signed.</summary>
internal sealed class SignatureMetrics
{
    public const string MeterName = "Seaworthy.Signatures";
    public const string Valid = "valid", Bare = "bare", Missing = "missing", Invalid = "invalid", Expired = "expired", Replayed = "replayed", Unknown = "unknown";

    private static readonly MetricFamily Checks = new("seaworthy_signature_checks", MetricKind.Counter,
        "Requests that must be signed: valid and bare went on; missing, invalid, expired, replayed and unknown (nobody can say whether it is a repetition) did not.")
        { Labels = ["service", "outcome"] };

    private static readonly MetricFamily Nonces = new("seaworthy_signature_nonces", MetricKind.Gauge, "Signed requests that this process itself remembers.");

    private readonly Counter<long> _checks;

    public SignatureMetrics(IMeterFactory meters, ProcessNonces nonces)
    {
        var meter = meters.Create(MeterName);
        _checks = meter.CreateCounter<long>("seaworthy.signature.checks", "{request}", Checks.Help);
        meter.CreateObservableGauge("seaworthy.signature.nonces", () => nonces.Count, "{request}", Nonces.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Checks, Nonces];

    public void Count(string service, string outcome) => _checks.Add(1, new("service", service), new("outcome", outcome));
}
