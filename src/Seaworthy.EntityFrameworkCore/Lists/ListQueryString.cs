using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Reads a list's query string: every fault, up to <see cref="MostFaults"/>, and none is mended silently.</summary>
internal sealed class ListQueryString<TRoot, TRow>
    where TRoot : class
{
    public const string Sort = "sort";
    public const string Fields = "fields";
    public const string Cursor = "cursor";
    public const string Limit = "limit";

    /// <summary>The most rows of a page by cursor.</summary>
    public const int MostSize = 100;

    /// <summary>Most faults that one answer lists, as in bodies; the reading ends there.</summary>
    public const int MostFaults = 50;
    private readonly ListDefinition<TRoot, TRow> _definition;
    private readonly ListPaging _paging;
    private readonly PageShape? _page;
    private readonly ulong _usualFields;

    /// <param name="definition">The list.</param>
    /// <param name="paging">How it is asked for a part of its rows.</param>
    /// <param name="page">The page's shape; null where no page is asked for by number.</param>
    public ListQueryString(ListDefinition<TRoot, TRow> definition, ListPaging paging, PageShape? page = null)
    {
        _definition = definition;
        _paging = paging;
        _page = page;
        _usualFields = definition.FieldBits(field => !field.OnRequest);
    }

    /// <summary>What was asked, or the problem with it.</summary>
    public (ListRequest Request, Problem? Problem) Read(QueryString query)
    {
        var request = new ListRequest { Descending = _definition.DescendsByDefault, Fields = _usualFields, Size = _page?.DefaultSize ?? _definition.UsualSize };
        List<ProblemError>? errors = null;
        HashSet<string>? seen = null;
        long? start = null;
        var sorted = false;
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (errors is { Count: >= MostFaults })
            {
                break;
            }

            var name = pair.DecodeName().ToString();
            var value = pair.DecodeValue().ToString();
            if (!(seen ??= []).Add(name))
            {
                (errors ??= []).Add(new("is given twice; give it once", Parameter: Short(name)));
                continue;
            }

            var fault = name switch
            {
                Sort when _paging != ListPaging.None => ReadSort(request, value, ref sorted),
                Fields => ReadFields(request, value),
                Cursor when _paging == ListPaging.ByCursor => ReadCursor(request, value),
                _ when name == SizeParameter => ReadSize(request, value),
                _ when name == _page?.StartParameter => ReadStart(value, _page, ref start),
                _ => ReadFilter(request, name, value),
            };
            if (fault is not null)
            {
                (errors ??= []).Add(new(fault, Parameter: Short(name)));
            }
        }

        request.Skip = start is null ? 0 : _page!.StartsAtPage ? (start.Value - 1) * request.Size : start.Value;
        if (errors is not { Count: >= MostFaults })
        {
            ListDefaults.Complete(_definition, request, sorted, ref errors);
        }

        return (request, errors is null ? null : Problem.Parameters(errors));
    }

    private string? SizeParameter => _paging == ListPaging.ByCursor ? Limit : _page?.SizeParameter;

    private string? ReadSort(ListRequest request, string value, ref bool sorted)
    {
        var descending = value.StartsWith('-');
        var name = descending ? value[1..] : value;
        for (var i = 0; i < _definition.Sorts.Count; i++)
        {
            if (_definition.Sorts[i].Name == name)
            {
                (request.Sort, request.Descending, sorted) = (i, descending, true);
                return null;
            }
        }

        return $"must be one of {string.Join(", ", _definition.Sorts.Select(sort => sort.Name))}, with - in front for descending; was '{Short(value)}'";
    }

    // R45: names that the list does not have are ignored.
    private string? ReadFields(ListRequest request, string value)
    {
        (request.Fields, request.Children) = (0, 0);
        foreach (var range in value.AsSpan().Split(','))
        {
            var name = value.AsSpan()[range].Trim();
            for (var i = 0; i < _definition.Fields.Count; i++)
            {
                if (name.SequenceEqual(_definition.Fields[i].Name))
                {
                    request.Fields |= 1UL << i;
                }
            }

            for (var i = 0; i < _definition.Children.Count; i++)
            {
                if (name.SequenceEqual(_definition.Children[i].Name))
                {
                    request.Children |= 1UL << i;
                }
            }
        }

        return null;
    }

    private static string? ReadCursor(ListRequest request, string value)
    {
        request.Cursor = value.Length == 0 ? null : value;
        return null;
    }

    private string? ReadSize(ListRequest request, string value)
    {
        var most = _page?.MaxSize ?? MostSize;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1 || size > most)
        {
            return _page?.SizeRule ?? $"must be a whole number from 1 to {most}; was '{Short(value)}'";
        }

        request.Size = size;
        return null;
    }

    private static string? ReadStart(string value, PageShape page, ref long? start)
    {
        var least = page.StartsAtPage ? 1 : 0;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least)
        {
            return page.StartRule ?? $"must be a whole number from {least}; was '{Short(value)}'";
        }

        start = number;
        return null;
    }

    private string? ReadFilter(ListRequest request, string name, string value)
    {
        var slot = 0;
        for (var i = 0; i < _definition.Filters.Count; i++)
        {
            var filter = _definition.Filters[i];
            for (var n = 0; n < filter.Parameters.Count; n++, slot++)
            {
                if (filter.Parameters[n] != name)
                {
                    continue;
                }

                if (filter.Value.Parse(value) is not { } parsed)
                {
                    return $"must be {filter.Value.Rule}; was '{Short(value)}'";
                }

                request.Filters |= 1UL << i;
                request.Slots[slot] = parsed;
                return null;
            }
        }

        return _definition.RefusesUnknownParameters ? $"is not known here; {Known()}" : null;
    }

    private string Known() => "known are " + string.Join(", ", _definition.Filters.SelectMany(filter => filter.Parameters)
        .Concat(_paging switch
        {
            ListPaging.ByCursor => [Cursor, Limit, Sort, Fields],
            ListPaging.ByNumber => [_page!.StartParameter, _page.SizeParameter, Sort, Fields],
            _ => new[] { Fields },
        }));

    private static string Short(string value) => value.Length > 40 ? value[..40] + "…" : value;
}
