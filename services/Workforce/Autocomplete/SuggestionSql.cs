namespace Seaworthy.Workforce.Autocomplete;

/// <summary>The three statements of a search. Each reads ranges of an index and ends after a bounded number of rows.</summary>
internal sealed class SuggestionSql(SuggestionTables tables)
{
    /// <summary>How many words near to a mistyped one are looked up.</summary>
    public const int NearWords = 5;

    /// <summary>How many ways to write a word's beginning there are at the most.</summary>
    public const int MostKeys = 7;

    private const int MostCandidates = 2000;

    /// <summary>What begins as typed: <c>$1</c> scope, <c>$2</c> up to <c>$3</c>, <c>$4</c> rows.</summary>
    public string Begun { get; } = $"""
        select c.target_id, {tables.Shown} from (
            select start, target_id from {tables.Starts} where scope = $1 and start >= $2 and start < $3 order by start, target_id limit $4) c
        join {tables.Target} order by c.start, c.target_id
        """;

    /// <summary>Words that may be meant: <c>$1</c> scope, then the keys.</summary>
    public string Candidates { get; } =
        $"select word from {tables.Words} where scope = $1 and key in ({string.Join(", ", Enumerable.Range(2, MostKeys).Select(place => $"${place}"))}) limit {MostCandidates}";

    // One bounded range for each word, the nearest first: with "or" an engine may read them all before it cuts.
    /// <summary>What begins with one of the words: <c>$1</c> scope, <c>$2</c> rows of each, then from and to of each.</summary>
    public string Near { get; } = $"""
        select c.target_id, {tables.Shown} from ({string.Join(" union all ", Enumerable.Range(0, NearWords).Select(place => Range(tables, place)))}) c
        join {tables.Target} order by c.near, c.start, c.target_id
        """;

    private static string Range(SuggestionTables tables, int place) => $"""
        select * from (select {place} as near, start, target_id from {tables.Starts}
        where scope = $1 and start >= ${(place * 2) + 3} and start < ${(place * 2) + 4} order by start, target_id limit $2) r{place}
        """;
}
