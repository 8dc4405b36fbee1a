using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Rides.Payments;

/// <summary>How payments are shown.</summary>
internal static class PaymentLists
{
    private static readonly FilterValue State = new(typeof(string), $"one of {string.Join(", ", PaymentState.All)}", text => PaymentState.All.Contains(text) ? text : null);

    /// <summary>The caller's own, newest first.</summary>
    public static ListDefinition<Payment, Payment> Mine { get; } = Fields(List.Of<Payment>("payments"))
        .Within<string>((p, rider) => p.Rider == rider)
        .Filter<string>("state", State, (p, state) => p.State == state)
        .Sort("created_at", p => p.CreatedAt, descending: true)
        .Strict();

    /// <summary>That of a ride, to its rider.</summary>
    public static ListDefinition<Payment, Payment> MyItem { get; } = Fields(List.Of<Payment>("payment"))
        .PublicId(p => p.Ride)
        .Within<string>((p, rider) => p.Rider == rider);

    /// <summary>That of any ride, to whoever looks after all.</summary>
    public static ListDefinition<Payment, Payment> AnyItem { get; } = Fields(List.Of<Payment>("any payment")).PublicId(p => p.Ride);

    private static ListDefinition<Payment, Payment> Fields(ListDefinition<Payment, Payment> list) => list
        .Key(p => p.Id)
        .Field("id", p => p.PublicId)
        .Field("ride", p => p.Ride)
        .Field("what", p => p.What)
        .Field("amount", p => p.AmountCents, FieldFormat.Money)
        .Field("currency", p => p.Currency)
        .Field("state", p => p.State)
        .Field("method", p => p.Method)
        .Field("attempt", p => p.Attempt)
        .Field("reason", p => p.Reason)
        .Field("created_at", p => p.CreatedAt)
        .Field("updated_at", p => p.UpdatedAt)
        .Field("version", p => p.Version);
}
