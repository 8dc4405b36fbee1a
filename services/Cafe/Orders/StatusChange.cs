using System.ComponentModel.DataAnnotations;

namespace Seaworthy.Cafe.Orders;

/// <summary>Where an order goes next.</summary>
internal sealed record StatusChange(
    [property: Required, AllowedValues(OrderStatus.Preparing, OrderStatus.Ready, OrderStatus.Served, OrderStatus.Paid, OrderStatus.Cancelled)] string Status);
