using System.Diagnostics.Metrics;

namespace Seaworthy.Grocery.Orders;

/// <summary>What the shop wants to know of its orders (R55, R77).</summary>
internal sealed class OrderMetrics
{
    private readonly Counter<long> _orders;

    public OrderMetrics(IMeterFactory meters, OrderCompletion completion)
    {
        var meter = meters.Create("Seaworthy.Grocery");
        _orders = meter.CreateCounter<long>("grocery.orders", "{order}", "Orders that came to a status.");
        meter.CreateObservableGauge(
            "grocery.orders.completion", completion.Measure, "1", "Of the orders of the last 30 days that have ended, the part that was delivered.");
    }

    public void Placed() => Moved(OrderStatus.Placed);

    public void Moved(string status) => _orders.Add(1, new KeyValuePair<string, object?>("status", status));
}
