namespace Seaworthy.Rides.Payments.Providers;

/// <summary>Whoever takes the money. What it throws means that nobody knows what became of the call.</summary>
internal interface IPaymentProvider
{
    /// <summary>
    /// Has somebody charged. Sent twice for one reference it is one charge. What the provider refuses, and so never was a charge, is a failed one without an id.
    /// </summary>
    Task<ProviderCharge> ChargeAsync(ChargeOrder order, CancellationToken cancellationToken);

    /// <summary>The charge of a reference; null where there is none.</summary>
    Task<ProviderCharge?> FindAsync(string reference, CancellationToken cancellationToken);
}

/// <summary>What is to be charged.</summary>
/// <param name="Reference">Ours, and the idempotency key: one for each attempt to pay.</param>
/// <param name="AmountCents">How much, in minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Method">What the provider calls the card or account.</param>
internal sealed record ChargeOrder(string Reference, long AmountCents, string Currency, string Method);

/// <summary>How a charge stands, in the provider's words.</summary>
internal static class ProviderStatus
{
    public const string Pending = "pending";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
}

/// <summary>What the provider says is no answer: not the one that was asked for, or none at all.</summary>
internal sealed class ProviderUnclearException(string message) : Exception(message);
