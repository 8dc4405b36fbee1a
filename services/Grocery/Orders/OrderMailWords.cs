using System.Globalization;
using Seaworthy.Mail;

namespace Seaworthy.Grocery.Orders;

/// <summary>What customers are told, where <c>Mail:Templates</c> has no other words: files <c>order-placed</c> and <c>order-cancelled</c>.</summary>
internal static class OrderMailWords
{
    private static readonly Dictionary<string, Func<Order, string>> Values = new(StringComparer.Ordinal)
    {
        ["order"] = order => $"{order.PublicId}",
        ["lines"] = order => string.Join('\n', order.Items.Select(item => $"{item.Quantity} × {item.Name}: {Money(item.Price * item.Quantity)} {order.Currency}")),
        ["total"] = order => $"{Money(order.Total)} {order.Currency}",
    };

    public static MailTemplate<Order> Placed { get; } = new("order-placed", "Your order at GroFast", """
        Thank you for your order {{order}}:

        {{lines}}

        Together: {{total}}

        """, """
        <p>Thank you for your order {{order}}:</p>
        <p>{{lines}}</p>
        <p>Together: <b>{{total}}</b></p>

        """, Values);

    public static MailTemplate<Order> Cancelled { get; } = new("order-cancelled", "Your order at GroFast is cancelled", """
        Your order {{order}} is cancelled, and there is nothing to pay for it:

        {{lines}}

        """, """
        <p>Your order {{order}} is cancelled, and there is nothing to pay for it:</p>
        <p>{{lines}}</p>

        """, Values);

    private static string Money(long minor) => string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{minor % 100:00}");
}
