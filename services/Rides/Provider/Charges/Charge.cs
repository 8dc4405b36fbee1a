namespace Seaworthy.Rides.Provider.Charges;

/// <summary>What somebody was, or is to be, charged.</summary>
internal sealed class Charge
{
    public long Id { get; set; }

    /// <summary>The id that merchants see: <c>ch_</c> and a UUID.</summary>
    public string PublicId { get; set; } = "";

    /// <summary>The idempotency key that it was asked for by. Unique: there is one charge for a key.</summary>
    public string Key { get; set; } = "";

    /// <summary>SHA-256 of what was asked, so that another request with the same key is seen as one.</summary>
    public string Digest { get; set; } = "";

    public long AmountCents { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "";

    /// <summary>One of <see cref="ChargeMethod"/>.</summary>
    public string Method { get; set; } = "";

    /// <summary>What the merchant knows it by.</summary>
    public string Reference { get; set; } = "";

    /// <summary>One of <see cref="ChargeStatus"/>.</summary>
    public string Status { get; set; } = ChargeStatus.Pending;

    /// <summary>Why it failed, in a word for programs; null where it did not.</summary>
    public string? Reason { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Null until it is settled.</summary>
    public DateTime? SettledAt { get; set; }

    /// <summary>When a webhook about it was taken; null while none was.</summary>
    public DateTime? ToldAt { get; set; }
}

/// <summary>How a charge stands.</summary>
internal static class ChargeStatus
{
    public const string Pending = "pending";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
}

/// <summary>What can be charged here. Each stands for a way in which a real one may go.</summary>
internal static class ChargeMethod
{
    public const string Ok = "card-ok";
    public const string Declined = "card-declined";

    /// <summary>Settled after five seconds.</summary>
    public const string Slow = "card-slow";

    /// <summary>Settled like <see cref="Ok"/>, and no webhook tells of it.</summary>
    public const string Silent = "card-silent";
}
