using Seaworthy.Api.Problems;

namespace Seaworthy.Grocery.Orders;

/// <summary>Whether lines can be ordered as the shopper has seen them: sold, enough left, at the price.</summary>
internal static class OrderCheck
{
    /// <summary>Null when all is well.</summary>
    /// <param name="lines">What is ordered.</param>
    /// <param name="offers">What can be bought.</param>
    /// <param name="shownTotal">The sum that the shopper has been shown, or null.</param>
    public static Problem? Of(IReadOnlyList<NewOrderItem> lines, IReadOnlyDictionary<long, Offer> offers, long? shownTotal)
    {
        if (Errors(lines, offers, (line, offer) => offer is null ? OrderProblems.NotSold(line, lines[line].ProductId) : null) is { Count: > 0 } unknown)
        {
            return Problem.Validation(unknown);
        }

        if (Errors(lines, offers, (line, offer) => offer!.Price != (lines[line].Price ?? offer.Price) ? OrderProblems.PriceIs(line, offer) : null) is { Count: > 0 } dear)
        {
            return OrderProblems.Of(OrderProblems.PriceChanged, dear);
        }

        if (Errors(lines, offers, (line, offer) => offer!.Stock < lines[line].Quantity ? OrderProblems.Left(line, offer) : null) is { Count: > 0 } gone)
        {
            return OrderProblems.Of(OrderProblems.OutOfStock, gone);
        }

        var total = Total(lines, offers);
        return shownTotal is { } shown && shown != total ? OrderProblems.Of(OrderProblems.PriceChanged, [OrderProblems.TotalIs(total)]) : null;
    }

    /// <summary>What the lines cost together, in minor units.</summary>
    public static long Total(IEnumerable<NewOrderItem> lines, IReadOnlyDictionary<long, Offer> offers) =>
        lines.Sum(line => offers[line.ProductId].Price * line.Quantity);

    private static List<ProblemError> Errors(
        IReadOnlyList<NewOrderItem> lines, IReadOnlyDictionary<long, Offer> offers, Func<int, Offer?, ProblemError?> check) =>
        [.. lines.Select((line, i) => check(i, offers.GetValueOrDefault(line.ProductId))).OfType<ProblemError>()];
}
