using System.Diagnostics.Metrics;

namespace Seaworthy.Cafe.Orders;

/// <summary>What whoever runs the cafes wants to know of their orders (R55): how many came to which status, of all restaurants together.</summary>
internal sealed class OrderMetrics
{
    private readonly Counter<long> _orders;

    public OrderMetrics(IMeterFactory meters) =>
        _orders = meters.Create("Seaworthy.Cafe").CreateCounter<long>("cafe.orders", "{order}", "Orders that came to a status.");

    public void Moved(string status, int orders = 1) => _orders.Add(orders, new KeyValuePair<string, object?>("status", status));
}
