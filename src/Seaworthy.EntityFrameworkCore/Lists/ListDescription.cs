using System.Text.Json.Nodes;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>What the OpenAPI document says of a list or an item: read from its definition, so that they cannot differ.</summary>
internal static class ListDescription
{
    /// <summary>The last row that a page by number may start at.</summary>
    public const int DeepestRow = 10_000;

    public static OperationDescription Keyset<TRoot, TRow>(ListDefinition<TRoot, TRow> list, params IEnumerable<ListFilter> more)
        where TRoot : class => new($"{Title(list.Name)}, page after page")
    {
        Description = "Follow `next_cursor`, or the links in the Link header, as they are. A cursor is good for a day and for its own order and filters.",
        Parameters =
        [
            .. Filters(list.Filters.Concat(more)).DistinctBy(parameter => parameter.Name),
            Sort(list),
            Fields(list.Fields),
            new(ListQueryString<TRoot, TRow>.Limit, "integer", "Rows of the page.") { Default = list.UsualSize, Minimum = 1, Maximum = ListQueryString<TRoot, TRow>.MostSize },
            new(ListQueryString<TRoot, TRow>.Cursor, "string", "Where the page before ended."),
        ],
        ResponseSchema = PageSchemas.Keyset(Row(list)),
    };

    public static OperationDescription Facets<TRoot, TRow>(ListDefinition<TRoot, TRow> list, params IEnumerable<ListFilter> more)
        where TRoot : class => new($"How many {list.Name} there are of each kind")
    {
        Description = "Takes the list's query string as it is; what concerns only pages changes nothing.",
        Parameters = [.. Filters(list.Filters.Concat(more))],
        ResponseSchema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(list.Facets.Select(facet => KeyValuePair.Create(facet.Name, (JsonNode?)new JsonObject
            {
                ["type"] = "array",
                ["items"] = Members(facet.Fields, []),
            }))),
        },
    };

    public static OperationDescription Pages<TRoot, TRow>(ListDefinition<TRoot, TRow> list, PageShape page)
        where TRoot : class => new($"{Title(list.Name)} by page number")
    {
        Description = $"Pages by number end at row {DeepestRow}.",
        Parameters =
        [
            new(page.StartParameter, "integer", page.StartsAtPage ? "The page's number." : "Rows before the page.") { Default = page.StartsAtPage ? 1 : 0, Minimum = page.StartsAtPage ? 1 : 0 },
            new(page.SizeParameter, "integer", "Rows of the page.") { Default = page.DefaultSize, Minimum = 1, Maximum = page.MaxSize },
            .. Filters(list.Filters),
            Sort(list),
            Fields(list.Fields),
        ],
        ResponseSchema = PageSchemas.Of(page, Row(list)),
    };

    public static OperationDescription Item<TRow>(ListDefinition<TRow, TRow> item, string resource)
        where TRow : class => new($"One {resource.ToLowerInvariant()}")
    {
        Parameters = [Id(item, resource), Fields(item.Fields, item.Children)],
        ResponseSchema = Row(item),
        Errors = [404],
    };

    /// <summary>The schema of a row.</summary>
    public static JsonObject Row<TRoot, TRow>(ListDefinition<TRoot, TRow> list)
        where TRoot : class => Members(list.Fields, list.Children);

    private static JsonObject Members(IReadOnlyList<ListField> fields, IReadOnlyList<IChildList> children) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Schema()))
            .Concat(children.Select(child => KeyValuePair.Create(child.Name, (JsonNode?)child.Schema())))),
    };

    /// <summary>The id in an item's path.</summary>
    public static ParameterDescription Id<TRow>(ListDefinition<TRow, TRow> item, string resource)
        where TRow : class => item.PublicIdExpression is null
        ? new("id", "integer", $"The {resource.ToLowerInvariant()}'s id.") { In = "path", Format = "int64", Minimum = 1 }
        : new("id", "string", $"The {resource.ToLowerInvariant()}'s id.") { In = "path", Format = "uuid" };

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static IEnumerable<ParameterDescription> Filters(IEnumerable<ListFilter> filters) =>
        from filter in filters
        from name in filter.Parameters
        select new ParameterDescription(name, filter.Value.JsonType, $"Must be {filter.Value.Rule}.{(filter.NeedsSort is { } sort ? $" The page is then in the order of {sort}." : "")}")
        {
            Default = filter.NeedsSort is null && filter.Defaults is [bool flag] ? flag : null,
        };

    private static ParameterDescription Sort<TRoot, TRow>(ListDefinition<TRoot, TRow> list)
        where TRoot : class => new(ListQueryString<TRoot, TRow>.Sort, "string", "The order; a minus sign in front turns it round.")
    {
        Values = [.. list.Sorts.SelectMany(sort => new[] { sort.Name, "-" + sort.Name })],
        Default = list.Sorts is [var first, ..] ? (list.DescendsByDefault ? "-" : "") + first.Name : null,
    };

    private static ParameterDescription Fields(IReadOnlyList<ListField> fields, params IReadOnlyList<IChildList> children) => new(
        "fields", "string", $"Members to show, with commas between: {string.Join(", ", fields.Select(field => field.Name).Concat(children.Select(child => child.Name)))}. Unknown names are ignored.");
}
