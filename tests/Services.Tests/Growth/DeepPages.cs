namespace Seaworthy.Services.Tests.Growth;

/// <summary>
/// Pages far from the first one, without the way through all that lie between: rows that come later are newer, so that a cursor out of a small table
/// leads into the depth of the table that it becomes.
/// </summary>
internal static class DeepPages
{
    /// <summary>Of a table that is small: each list is read from its first page to its last one.</summary>
    public static async Task<IReadOnlyList<Call>> LastAsync(CostMeter meter)
    {
        var pages = new List<Call>();
        foreach (var list in GrowthCalls.ByCursor)
        {
            var (page, next) = (list, await meter.NextAsync(list));
            while (next is not null)
            {
                page = list.At(Measured.Last, next);
                next = await meter.NextAsync(page);
            }

            pages.Add(page);
        }

        return pages;
    }

    /// <summary>Of a table that is half of what it will be: the second page is the middle one then.</summary>
    public static async Task<IReadOnlyList<Call>> MiddleAsync(CostMeter meter)
    {
        var pages = new List<Call>();
        foreach (var list in GrowthCalls.ByCursor)
        {
            pages.Add(list.At(Measured.Middle, await meter.NextAsync(list)));
        }

        return pages;
    }
}
