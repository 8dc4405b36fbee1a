using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;

namespace Seaworthy.Workforce.Dashboard;

/// <summary>Which page of the dashboard is asked for.</summary>
internal readonly record struct ChroQuery(long Skip, int Size)
{
    // A page further back is no page that somebody turns to: no company has that many workflows.
    private const int LastPage = 1_000_000;

    /// <summary>Reads the query string, or says all that is wrong with it in the document's words.</summary>
    public static (ChroQuery Query, Problem? Problem) Read(IQueryCollection query)
    {
        var shape = PageShape.StatusAndData;
        var errors = new List<ProblemError>();
        var page = Number(query, shape.StartParameter, 1, LastPage, shape.StartRule!, errors);
        var size = Number(query, shape.SizeParameter, shape.DefaultSize, shape.MaxSize, shape.SizeRule!, errors);
        return errors.Count == 0 ? (new((page - 1L) * size, size), null) : (default, Problem.Parameters(errors));
    }

    private static int Number(IQueryCollection query, string name, int usual, int most, string rule, List<ProblemError> errors)
    {
        if (!query.TryGetValue(name, out var text))
        {
            return usual;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
        {
            errors.Add(new(rule, Parameter: name));
        }

        return number;
    }
}
