namespace Seaworthy.Rides.Payments.Providers;

/// <summary>A charge as the provider tells of it.</summary>
/// <param name="Id">His id of it; null where he has refused to make one.</param>
/// <param name="Reference">Ours.</param>
/// <param name="Status">One of <see cref="ProviderStatus"/>.</param>
/// <param name="Reason">Why it failed, for people: never the provider's own text. Null where it did not.</param>
internal sealed record ProviderCharge(string? Id, string Reference, string Status, string? Reason)
{
    /// <summary>Characters of an id, a reference and a reason.</summary>
    public const int LongestText = 100;

    /// <summary>One that was made.</summary>
    /// <param name="id">The provider's id.</param>
    /// <param name="reference">Ours.</param>
    /// <param name="status">How it stands.</param>
    /// <param name="reason">The provider's word for why.</param>
    public static ProviderCharge Of(string id, string reference, string status, string? reason) =>
        new(id, reference, status, status == ProviderStatus.Failed ? Words(reason) : null);

    /// <summary>One that was not made, and never will be under this reference.</summary>
    public static ProviderCharge Refused(string reference) =>
        new(null, reference, ProviderStatus.Failed, "The payment provider does not take this way to pay; choose another one.");

    private static string Words(string? reason) => reason switch
    {
        "card_declined" => "The card was declined.",
        "insufficient_funds" => "The account has too little on it.",
        "expired_card" => "The card has expired.",
        _ => "The payment provider has refused it.",
    };
}
