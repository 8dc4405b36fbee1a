using System.Globalization;
using Seaworthy.Api.Problems;

namespace Seaworthy.Grocery.Orders;

/// <summary>Why an order is not taken.</summary>
internal static class OrderProblems
{
    /// <summary>There is less left than was ordered.</summary>
    public static ProblemType OutOfStock { get; } = new("out-of-stock", 409, "There is not enough left of what was ordered",
        "Each entry of errors names a line and how many are left. Order fewer, or leave it out.");

    /// <summary>A price is not what the shopper has seen.</summary>
    public static ProblemType PriceChanged { get; } = new("price-changed", 409, "A price is not what it was",
        "Each entry of errors names a price as it is now. Show it to the shopper, and order again with it.");

    /// <summary>The cart has become an order already.</summary>
    public static ProblemType CartOrdered { get; } = new("cart-ordered", 409, "The cart has been ordered",
        "The Link header names the order. Begin a new cart for another one.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemType> All { get; } = [OutOfStock, PriceChanged, CartOrdered];

    public static ProblemError NotSold(int line, long product) =>
        new($"must be the id of a product on the shelf; there is none with {product}", Pointer: $"#/items/{line}/product_id");

    public static ProblemError Left(int line, Offer offer) =>
        new($"is more than there is: {offer.Stock} left of {offer.Name}", Pointer: $"#/items/{line}/quantity");

    public static ProblemError PriceIs(int line, Offer offer) =>
        new($"is not the price of {offer.Name}, which is {Amount(offer.Price)} now", Pointer: $"#/items/{line}/price");

    public static ProblemError TotalIs(long total) => new($"is not the sum, which is {Amount(total)} now", Pointer: "#/total");

    /// <summary>One problem of what is wrong with the lines, told in one sentence when it is one thing.</summary>
    public static Problem Of(ProblemType type, IReadOnlyList<ProblemError> errors) =>
        errors.Aggregate(Problem.Of(type, $"{errors[0].Where} {errors[0].Detail}{(errors.Count > 1 ? $", and {errors.Count - 1} more" : "")}."), (problem, error) => problem.WithError(error));

    private static string Amount(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
