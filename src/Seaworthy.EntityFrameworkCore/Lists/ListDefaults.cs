using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Puts in what a query string leaves out, and checks what only shows when everything is read.</summary>
internal static class ListDefaults
{
    public static void Complete<TRoot, TRow>(
        ListDefinition<TRoot, TRow> definition, ListRequest request, bool sorted, ref List<ProblemError>? errors)
        where TRoot : class
    {
        var slot = 0;
        for (var i = 0; i < definition.Filters.Count; i++)
        {
            var filter = definition.Filters[i];
            var isUsed = (request.Filters & (1UL << i)) != 0;
            if (filter.Defaults is { } defaults && (isUsed || filter.NeedsSort is null))
            {
                request.Filters |= 1UL << i;
                for (var n = 0; n < defaults.Count; n++)
                {
                    request.Slots[slot + n] ??= defaults[n];
                }
            }

            if (isUsed && filter.NeedsSort is { } needed && definition.Sorts[request.Sort].Name != needed)
            {
                if (sorted)
                {
                    (errors ??= []).Add(new($"cannot be combined with {filter.Parameters[0]}: a range is served in the order of its value. Use sort={needed} or sort=-{needed}, or leave sort out", Parameter: ListQueryString<TRoot, TRow>.Sort));
                }
                else
                {
                    (request.Sort, request.Descending) = (definition.Sorts.Select(sort => sort.Name).ToList().IndexOf(needed), false);
                }
            }

            slot += filter.Parameters.Count;
        }
    }
}
