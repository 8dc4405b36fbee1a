using System.ComponentModel.DataAnnotations;
using Seaworthy.Grocery.Orders;

namespace Seaworthy.Grocery.Carts;

/// <summary>How many of a product a cart is to hold.</summary>
internal sealed record CartLine([property: Required, Range(1, NewOrderItem.MostOfOne)] int Quantity);
