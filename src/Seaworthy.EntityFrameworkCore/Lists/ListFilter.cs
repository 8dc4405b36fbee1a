using System.Linq.Expressions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// One condition of a list. It has one value, or two for a range, each with a query parameter of its own.
/// </summary>
/// <param name="Parameters">Names of the query parameters.</param>
/// <param name="Value">How each is read.</param>
/// <param name="Condition">The row and the values to a truth.</param>
/// <param name="Defaults">Values where the caller gives none; null where the condition then does not apply.</param>
/// <param name="NeedsSort">The sort that must lead for an index to serve a range; null for conditions of equality.</param>
internal sealed record ListFilter(
    IReadOnlyList<string> Parameters, FilterValue Value, LambdaExpression Condition, IReadOnlyList<object>? Defaults, string? NeedsSort);
