using System.Globalization;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// The exact totals of a list, one for each set of filters: counting a million rows takes a hundred times as long as reading a page of them. Who is
/// where changes seldom: a total is counted by one caller, and kept until a write touches one of the list's tags.
/// </summary>
/// <param name="list">What a total's key begins with: the name of the list and of its database.</param>
/// <param name="tags">What the totals end by.</param>
/// <param name="cache">Where they are.</param>
internal sealed class KeptTotals(string list, IReadOnlyList<string> tags, HybridCache cache)
{
    private const string Within = "{within}";

    /// <param name="request">What was asked.</param>
    /// <param name="filters">How many of its slots are values of filters.</param>
    /// <param name="scope">Whose rows are counted; null for all.</param>
    /// <param name="count">Counts them.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public ValueTask<long> GetAsync(
        ListRequest request, int filters, object? scope, Func<CancellationToken, ValueTask<long>> count, CancellationToken cancellationToken)
    {
        var within = RowScope.NameOf(scope);
        return scope is not null && within is null
            ? count(cancellationToken)
            : cache.GetOrCreateAsync(
                Key(request, filters, within), count, static (count, token) => count(token), tags: Tags(within), cancellationToken: cancellationToken);
    }

    // The length goes before each text, so that no two requests have one key.
    private string Key(ListRequest request, int filters, string? within)
    {
        var key = new StringBuilder(list).Append(':').Append(CultureInfo.InvariantCulture, $"{request.Filters:x}");
        Add(key, within);
        for (var i = 0; i < filters; i++)
        {
            Add(key, Convert.ToString(request.Slots[i], CultureInfo.InvariantCulture));
        }

        return key.ToString();
    }

    private static void Add(StringBuilder key, string? text) => key.Append(CultureInfo.InvariantCulture, $":{text?.Length ?? -1}").Append(text);

    private IEnumerable<string> Tags(string? within) =>
        within is null ? tags : tags.Select(tag => tag.Replace(Within, within, StringComparison.Ordinal));
}
