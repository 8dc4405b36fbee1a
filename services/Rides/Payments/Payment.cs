namespace Seaworthy.Rides.Payments;

/// <summary>What somebody owes for a ride, and how far the paying is. There is one for a ride.</summary>
internal sealed class Payment
{
    public long Id { get; set; }

    /// <summary>The id that others know it by.</summary>
    public Guid PublicId { get; set; }

    /// <summary>Unique: a ride is paid once.</summary>
    public Guid Ride { get; set; }

    /// <summary>Who owes it, by the subject of tokens.</summary>
    public string Rider { get; set; } = "";

    /// <summary>How much, in minor units. It never changes.</summary>
    public long AmountCents { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "";

    /// <summary>For what: <c>fare</c> or <c>cancellation</c>.</summary>
    public string What { get; set; } = "";

    /// <summary>One of <see cref="PaymentState"/>.</summary>
    public string State { get; set; } = PaymentState.Due;

    /// <summary>The provider's name for what is charged. Never a card's number; null before the first attempt.</summary>
    public string? Method { get; set; }

    /// <summary>The how manieth attempt to pay; 0 before the first. Another one begins only when the provider has said that this one failed.</summary>
    public int Attempt { get; set; }

    /// <summary>The provider's id of this attempt's charge; null until it is known.</summary>
    public string? ProviderCharge { get; set; }

    /// <summary>Why the last attempt failed, for people; null where it did not.</summary>
    public string? Reason { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>When it came to its state.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises by one with each change: the ETag.</summary>
    public long Version { get; set; } = 1;
}

/// <summary>How far the paying is.</summary>
internal static class PaymentState
{
    /// <summary>Nobody has tried to pay it.</summary>
    public const string Due = "due";

    /// <summary>The provider was, or is about to be, asked.</summary>
    public const string Processing = "processing";

    public const string Paid = "paid";

    /// <summary>The provider has refused; it can be paid again.</summary>
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Due, Processing, Paid, Failed];
}
