using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>
/// Finds what begins as typed by one range of an index, and only when there is nothing by the words that are nearest to it: three
/// statements at the most, each of which reads a bounded number of rows, however many names there are.
/// </summary>
internal sealed class SuggestionSearch(Func<SuggestionTables> tables)
{
    // Behind every text that begins so: no letter comes after it.
    private const string End = "\U0010FFFF";

    // Names of several words are found once by each; others may share a word and not the rest of what was typed.
    private const int RowsPerItem = 8;
    private readonly Lazy<SuggestionSql> _sql = new(() => new(tables()));

    public async Task<Suggestions> FindAsync(Session<WorkforceDb> session, long scope, SuggestionQuery query, CancellationToken cancellationToken)
    {
        if (query.Typed.Length == 0)
        {
            return Suggestions.None;
        }

        var begun = await ReadAsync(session, _sql.Value.Begun, [scope, query.Typed, query.Typed + End, (long)query.Limit * RowsPerItem], cancellationToken);
        if (begun.Count > 0)
        {
            return new(Suggestions.Prefix, [.. begun.DistinctBy(item => item.Id).Take(query.Limit)]);
        }

        var like = await FindLikeAsync(session, scope, query, cancellationToken);
        return like.Count == 0 ? Suggestions.None : new(Suggestions.Fuzzy, [.. like]);
    }

    // By the longest word, which tells most; the others have to be there too, or something like them.
    private async Task<IReadOnlyList<Suggestion>> FindLikeAsync(
        Session<WorkforceDb> session, long scope, SuggestionQuery query, CancellationToken cancellationToken)
    {
        var words = query.Typed.Split(' ').OrderByDescending(word => word.Length).ToList();
        var keys = MistypedKeys.ToFind(words[0]);
        if (keys.Count == 0)
        {
            return [];
        }

        var candidates = await session.ReadAsync(
            new(_sql.Value.Candidates, [scope, .. Enumerable.Range(0, SuggestionSql.MostKeys).Select(i => keys[Math.Min(i, keys.Count - 1)])]), row => row.GetString(0), cancellationToken);
        var near = Mistyped.Nearest(words[0], candidates.Distinct(), SuggestionSql.NearWords);
        if (near.Count == 0)
        {
            return [];
        }

        // Places that are left over ask for nothing: no text lies between a text and itself.
        var ranges = Enumerable.Range(0, SuggestionSql.NearWords).SelectMany(i => i < near.Count ? new object?[] { near[i], near[i] + End } : [End, End]);
        var found = await ReadAsync(session, _sql.Value.Near, [scope, (long)query.Limit * RowsPerItem, .. ranges], cancellationToken);
        return [.. found.DistinctBy(item => item.Id).Where(item => words.Skip(1).All(word => HasLike(item.Text, word))).Take(query.Limit)];
    }

    private static bool HasLike(string text, string word) =>
        SearchText.WordsOf(text).Any(known => known.StartsWith(word, StringComparison.Ordinal) || (word.Length >= MistypedKeys.LeastLetters && Mistyped.Steps(word, known) <= 1));

    private static Task<IReadOnlyList<Suggestion>> ReadAsync(Session<WorkforceDb> session, string sql, object?[] values, CancellationToken cancellationToken) =>
        session.ReadAsync(new(sql, values), row => new Suggestion(row.GetInt64(0), row.GetString(1), row.GetString(2)), cancellationToken);
}
