using System.ComponentModel.DataAnnotations;

namespace Seaworthy.Grocery.Orders;

/// <summary>Where the shop moves an order to.</summary>
internal sealed record StatusChange(
    [property: Required, AllowedValues(OrderStatus.Picking, OrderStatus.OnTheWay, OrderStatus.Delivered, OrderStatus.Cancelled)] string Status);
