namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>What a list cannot serve, told when it is mapped and not to its first caller.</summary>
internal static class ListRules
{
    // What ShapeCompiler places behind the filters' values: the cursor's value and key, how many rows, how many to skip.
    private const int SlotsOfEveryList = 4;

    /// <exception cref="NotSupportedException">The list breaks a rule; the message says which and what to do.</exception>
    public static void Check<TRoot, TRow>(ListDefinition<TRoot, TRow> list)
        where TRoot : class
    {
        Bound(list.Name, "fields, with its order and key", ColumnsOf(list));
        Bound(
            list.Name, "values, with the cursor's and the page's",
            list.Filters.Sum(filter => filter.Parameters.Count) + SlotsOfEveryList + (list.Scope is null ? 0 : 1));
        if (list.UsualSize is < 1 or > ListQueryString<TRoot, TRow>.MostSize)
        {
            throw new NotSupportedException($"the list '{list.Name}' has pages of {list.UsualSize} rows; 1 to {ListQueryString<TRoot, TRow>.MostSize} are possible");
        }

        foreach (var sort in list.Sorts)
        {
            if (sort.Type is not (TypeCode.Int32 or TypeCode.Int64 or TypeCode.DateTime or TypeCode.String) || sort.IsOptional)
            {
                throw new NotSupportedException(
                    $"the list '{list.Name}' cannot be sorted by '{sort.Name}': an order is over a whole number, a time or a text that is never null, because a page ends at a value that the next one is compared with");
            }
        }
    }

    // Each distinct column once, as ShapeColumns selects them: an order or a key that is shown is read with the fields.
    private static int ColumnsOf<TRoot, TRow>(ListDefinition<TRoot, TRow> list)
        where TRoot : class
    {
        var most = list.Sorts.Count == 0 ? ColumnsOf(list, new(ShapeKind.Single, 0, false, 0, ulong.MaxValue)) : 0;
        for (var i = 0; i < list.Sorts.Count && list.KeyExpression is not null; i++)
        {
            most = Math.Max(most, ColumnsOf(list, new(ShapeKind.First, i, false, 0, ulong.MaxValue)));
        }

        return most;
    }

    private static int ColumnsOf<TRoot, TRow>(ListDefinition<TRoot, TRow> list, ShapeKey key)
        where TRoot : class => new ShapeColumns<TRoot, TRow>(list, key, System.Linq.Expressions.Expression.Parameter(typeof(TRoot), "r")).Count;

    private static void Bound(string list, string what, int count)
    {
        if (count > Slots.Count)
        {
            throw new NotSupportedException($"the list '{list}' has {count} {what}; {Slots.Count} are the most");
        }
    }
}
