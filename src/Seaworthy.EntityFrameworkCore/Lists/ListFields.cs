namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Which fields of a list are meant, as one number: a part of a shape's key.</summary>
internal static class ListFields
{
    /// <summary>One bit per field that <paramref name="wanted"/> picks.</summary>
    public static ulong FieldBits<TRoot, TRow>(this ListDefinition<TRoot, TRow> list, Func<ListField, bool> wanted)
        where TRoot : class => list.Fields.Select((field, i) => wanted(field) ? 1UL << i : 0).Aggregate(0UL, (all, bit) => all | bit);
}
