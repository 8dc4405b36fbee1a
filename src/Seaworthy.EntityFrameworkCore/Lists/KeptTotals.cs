using System.Globalization;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// The exact totals of a list, one for each set of filters: counting a million rows takes a hundred times as long as reading a page of them. Who is
/// where changes seldom: a total is counted by one caller, and kept until a write touches one of the list's tags.
/// </summary>
/// <param name="list">The list's name.</param>
/// <param name="context">The type of its database; by its full name: two services may call theirs alike.</param>
/// <param name="tags">What the totals end by.</param>
/// <param name="cache">Where they are.</param>
internal sealed class KeptTotals(string list, Type context, IReadOnlyList<string> tags, HybridCache cache)
{
    private const string Within = "{within}";
    private readonly string _begin = $"{list}:{context.FullName}:total:";

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
        var key = new StringBuilder(_begin).Append(CultureInfo.InvariantCulture, $"{request.Filters:x}");
        Add(key, within);
        for (var i = 0; i < filters; i++)
        {
            Add(key, Text(request.Slots[i]));
        }

        return key.ToString();
    }

    // An instant whole: as it is shown to people, all of one second would be one.
    private static string? Text(object? value) => value is DateTime or DateTimeOffset or DateOnly or TimeOnly
        ? ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static void Add(StringBuilder key, string? text) => key.Append(CultureInfo.InvariantCulture, $":{text?.Length ?? -1}").Append(text);

    private IEnumerable<string> Tags(string? within) =>
        within is null ? tags : tags.Select(tag => tag.Replace(Within, within, StringComparison.Ordinal));
}
