using System.Globalization;
using Seaworthy.Grocery.Orders;
using Seaworthy.Seeding;

namespace Seaworthy.Grocery.Seed;

/// <summary>One line of an order that can be loaded, but for its product, which is looked up later.</summary>
/// <param name="Line">Line in the file.</param>
/// <param name="Order">What the file calls its order.</param>
/// <param name="CreatedAt">When it was placed.</param>
/// <param name="Email">Who ordered; null for a guest.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Product">By what the product is known.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Price">Price of one in minor units; null for the product's own.</param>
internal sealed record OrderRow(
    int Line, string Order, DateTime CreatedAt, string? Email, string Status, ProductName Product, int Quantity, long? Price)
{
    private const int MostCharacters = 200;
    private const int MostShown = 60;
    private const decimal MostPrice = 999_999;

    private static readonly string[] Times =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a record, or says why it cannot be loaded.</summary>
    public static (OrderRow? Row, string? Fault) Read(int line, IReadOnlyList<string> record, CsvColumns columns)
    {
        if (columns.Fault(record) is { } unreadable)
        {
            return (null, unreadable);
        }

        var (order, email) = (columns.Read(record, "order"), columns.Read(record, "email").ToLowerInvariant());
        if (order.Length is 0 or > MostCharacters || email.Length > MostCharacters)
        {
            return (null, $"the order must have 1 to {MostCharacters} characters, and the e-mail {MostCharacters} at the most");
        }

        if (ProductName.Read(record, columns) is not { } product)
        {
            return (null, "names no product: a code, a product_id or a name");
        }

        if (ReadTime(columns.Read(record, "created_at")) is not { } created)
        {
            return (null, $"the time '{Shown(record, columns, "created_at")}' is not like 2026-11-25 or 2026-11-25T18:30:00Z");
        }

        if (created < DateTime.UnixEpoch)
        {
            return (null, $"the time '{Shown(record, columns, "created_at")}' is before 1970, where no order's id begins: correct it");
        }

        if (!int.TryParse(columns.Read(record, "quantity"), NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
            || quantity is < 1 or > NewOrderItem.MostOfOne)
        {
            return (null, $"the quantity '{Shown(record, columns, "quantity")}' is no whole number from 1 to {NewOrderItem.MostOfOne}");
        }

        var price = ReadPrice(columns.Read(record, "price"));
        if (price is null && columns.Read(record, "price").Length > 0)
        {
            return (null, $"the price '{Shown(record, columns, "price")}' is not an amount from 0.01 to 999999 with at most two decimals");
        }

        var status = columns.Read(record, "status") is { Length: > 0 } said ? said : OrderStatus.Delivered;
        return OrderStatus.All.Contains(status)
            ? (new(line, order, created, email.Length == 0 ? null : email, status, product, quantity, price), null)
            : (null, $"the status '{Shown(record, columns, "status")}' is not one of {string.Join(", ", OrderStatus.All)}");
    }

    // A time without an offset is UTC: what else it might be, nobody can know.
    private static DateTime? ReadTime(string text) =>
        DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond))
            : null;

    private static long? ReadPrice(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            && price is > 0 and <= MostPrice && decimal.Round(price, 2) == price
            ? (long)(price * 100)
            : null;

    private static string Shown(IReadOnlyList<string> record, CsvColumns columns, string field) =>
        columns.Read(record, field) is { Length: > MostShown } text ? text[..MostShown] + "…" : columns.Read(record, field);
}
