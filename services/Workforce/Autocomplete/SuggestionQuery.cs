using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>What was typed, as it is searched, and how many answers are wanted.</summary>
internal readonly record struct SuggestionQuery(string Typed, int Limit)
{
    public const int MostItems = 50;
    private const int UsualItems = 10;
    private const int MostTyped = 100;

    public static IReadOnlyList<ParameterDescription> Parameters { get; } =
    [
        new("q", "string", $"What was typed: 1 to {MostTyped} characters.") { Required = true },
        new("limit", "integer", "How many to suggest.") { Default = UsualItems, Minimum = 1, Maximum = MostItems },
    ];

    /// <summary>Reads the query string, or says all that is wrong with it.</summary>
    public static (SuggestionQuery Query, Problem? Problem) Read(IQueryCollection query)
    {
        var errors = new List<ProblemError>();
        var typed = query["q"].ToString();
        if (typed.Length is 0 or > MostTyped)
        {
            errors.Add(new($"must be 1 to {MostTyped} characters", Parameter: "q"));
        }

        var limit = UsualItems;
        if (query.TryGetValue("limit", out var text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostItems))
        {
            errors.Add(new($"must be a whole number from 1 to {MostItems}", Parameter: "limit"));
        }

        return errors.Count == 0 ? (new(SearchText.Cut(SearchText.KeyOf(typed)), limit), null) : (default, Problem.Parameters(errors));
    }
}
