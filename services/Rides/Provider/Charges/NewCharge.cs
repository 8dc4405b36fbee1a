using System.ComponentModel.DataAnnotations;

namespace Seaworthy.Rides.Provider.Charges;

/// <summary>What a merchant asks for.</summary>
/// <param name="AmountCents">How much, in minor units.</param>
/// <param name="Currency">In which currency, as ISO 4217 has it.</param>
/// <param name="Method">By what; one of <see cref="ChargeMethod"/>.</param>
/// <param name="Reference">What the merchant knows it by.</param>
internal sealed record NewCharge(
    [property: Required, Range(1, NewCharge.MostCents)] long AmountCents,
    [property: Required, RegularExpression("[A-Z]{3}")] string Currency,
    [property: Required, AllowedValues(ChargeMethod.Ok, ChargeMethod.Declined, ChargeMethod.Slow, ChargeMethod.Silent)] string Method,
    [property: Required, Length(1, NewCharge.LongestReference)] string Reference)
{
    public const long MostCents = 100_000_000;
    public const int LongestReference = 100;
}

/// <summary>A charge as merchants see it.</summary>
internal sealed record ChargeAnswer(string Id, string Status, string? Reason, string Reference, long AmountCents, string Currency, string Method, DateTime CreatedAt)
{
    public static ChargeAnswer Of(Charge charge) =>
        new(charge.PublicId, charge.Status, charge.Reason, charge.Reference, charge.AmountCents, charge.Currency, charge.Method, charge.CreatedAt);
}

/// <summary>The charges of a reference.</summary>
internal sealed record ChargesAnswer(IReadOnlyList<ChargeAnswer> Charges);
