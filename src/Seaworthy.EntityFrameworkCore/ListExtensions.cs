using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.QueryBudgets;

namespace Seaworthy.EntityFrameworkCore;

/// <summary>Gives routes their lists and items.</summary>
public static class ListExtensions
{
    private const string ByCursor = "by-cursor";

    /// <summary>A list read page after page by cursor.</summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="pattern">Its route.</param>
    /// <param name="list">What it serves.</param>
    /// <param name="within">Whose rows a request may see; one more statement. Null where the list has no <c>Within</c>.</param>
    public static IEndpointConventionBuilder MapKeyset<TContext, TRoot, TRow>(
        this IEndpointRouteBuilder routes, string pattern, ListDefinition<TRoot, TRow> list, Func<HttpContext, ValueTask<RowScope>>? within = null)
        where TContext : DbContext
        where TRoot : class
    {
        var budget = new ShapeBudget();
        var endpoint = new KeysetEndpoint<TContext, TRoot, TRow>(list, Parts<TContext>(routes), budget, within);
        return routes.MapGet(pattern, (Func<HttpContext, Task>)endpoint.RunAsync).WithMetadata(budget)
            .WithQueryBudget(within is null ? 1 : 2).WithOperation(ListDescription.Keyset(list)).Within(within);
    }

    /// <summary>
    /// Two lists on one route: <paramref name="search"/> answers when the query has a value for its first filter, else
    /// <paramref name="list"/> does.
    /// </summary>
    public static IEndpointConventionBuilder MapKeyset<TContext, TRoot, TSearch, TRow>(
        this IEndpointRouteBuilder routes, string pattern, ListDefinition<TRoot, TRow> list, ListDefinition<TSearch, TRow> search)
        where TContext : DbContext
        where TRoot : class
        where TSearch : class
    {
        var parameter = search.Filters[0].Parameters[0];
        var budget = new ShapeBudget();
        var all = new KeysetEndpoint<TContext, TRoot, TRow>(list, Parts<TContext>(routes), budget, within: null);
        var found = new KeysetEndpoint<TContext, TSearch, TRow>(search, Parts<TContext>(routes), budget, within: null);
        return routes.MapGet(pattern, (Func<HttpContext, Task>)(context =>
            context.Request.QueryString.HasValue && context.Request.Query.ContainsKey(parameter) ? found.RunAsync(context) : all.RunAsync(context)))
            .WithMetadata(budget).WithQueryBudget(1).WithOperation(ListDescription.Keyset(list, search.Filters));
    }

    /// <summary>
    /// The counts of two lists on one route, chosen as <see cref="MapKeyset{TContext, TRoot, TSearch, TRow}"/> chooses.
    /// </summary>
    public static IEndpointConventionBuilder MapFacets<TContext, TRoot, TSearch, TRow>(
        this IEndpointRouteBuilder routes, string pattern, ListDefinition<TRoot, TRow> list, ListDefinition<TSearch, TRow> search)
        where TContext : DbContext
        where TRoot : class
        where TSearch : class
    {
        var parameter = search.Filters[0].Parameters[0];
        var budget = new ShapeBudget();
        var all = new FacetsEndpoint<TContext, TRoot, TRow>(list, Parts<TContext>(routes), budget);
        var found = new FacetsEndpoint<TContext, TSearch, TRow>(search, Parts<TContext>(routes), budget);
        return routes.MapGet(pattern, (Func<HttpContext, Task>)(context =>
            context.Request.Query.ContainsKey(parameter) ? found.RunAsync(context) : all.RunAsync(context)))
            .WithMetadata(budget).WithQueryBudget(list.Facets.Count).WithOperation(ListDescription.Facets(list, search.Filters));
    }

    /// <summary>A list by page number with an exact total, in the service's dialect.</summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="pattern">Its route.</param>
    /// <param name="list">What it serves.</param>
    /// <param name="dialect">The page's shape.</param>
    /// <param name="keysetPath">Where deeper rows are served, from the root or, without a slash before it, below the list's own address; null when nowhere.</param>
    /// <param name="within">Whose rows a request may see; one more statement. Null where the list has no <c>Within</c>.</param>
    public static IEndpointConventionBuilder MapPages<TContext, TRoot, TRow>(
        this IEndpointRouteBuilder routes, string pattern, ListDefinition<TRoot, TRow> list, Dialect dialect,
        string? keysetPath = null, Func<HttpContext, ValueTask<RowScope>>? within = null)
        where TContext : DbContext
        where TRoot : class
    {
        var budget = new ShapeBudget();
        var endpoint = new OffsetEndpoint<TContext, TRoot, TRow>(list, dialect.Page, keysetPath, Parts<TContext>(routes), budget, within, Totals<TContext, TRoot, TRow>(routes, list));
        return routes.MapGet(pattern, (Func<HttpContext, Task>)endpoint.RunAsync).WithMetadata(budget)
            .WithQueryBudget(within is null ? 2 : 3).WithOperation(ListDescription.Pages(list, dialect.Page)).Within(within);
    }

    /// <summary>
    /// A list by page number, and the same by cursor at <c>by-cursor</c> below it, to which whoever asks for a page that is too deep is sent. Words that follow are
    /// about both.
    /// </summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="pattern">Its route.</param>
    /// <param name="list">What it serves.</param>
    /// <param name="dialect">The page's shape.</param>
    /// <param name="within">Whose rows a request may see; one more statement. Null where the list has no <c>Within</c>.</param>
    public static IEndpointConventionBuilder MapPagesAndCursor<TContext, TRoot, TRow>(
        this IEndpointRouteBuilder routes, string pattern, ListDefinition<TRoot, TRow> list, Dialect dialect, Func<HttpContext, ValueTask<RowScope>>? within = null)
        where TContext : DbContext
        where TRoot : class
    {
        var both = routes.MapGroup("");
        both.MapPages<TContext, TRoot, TRow>(pattern, list, dialect, ByCursor, within);
        both.MapKeyset<TContext, TRoot, TRow>($"{pattern.TrimEnd('/')}/{ByCursor}", list, within);
        return both;
    }

    /// <summary>How one row is shown, for <see cref="MapItem"/> and for what stores rows.</summary>
    /// <param name="routes">Where it is used.</param>
    /// <param name="item">Its fields.</param>
    /// <param name="resource">What a row is called, for 404.</param>
    /// <param name="version">The field that becomes the ETag; null for none.</param>
    /// <param name="within">Whose rows a request may see; others are not found. Null where the item has no <c>Within</c>.</param>
    /// <param name="dialect">The shape it has around it; null for none.</param>
    public static ItemView<TContext, TRow> View<TContext, TRow>(
        this IEndpointRouteBuilder routes, ListDefinition<TRow, TRow> item, string resource, string? version = null,
        Func<HttpContext, ValueTask<RowScope>>? within = null, Dialect? dialect = null)
        where TContext : DbContext
        where TRow : class => new(item, resource, version, Parts<TContext>(routes), within, dialect?.HasEnvelope ?? false);

    /// <summary>One row by the route's <c>{id}</c>: its key, or its public id.</summary>
    public static IEndpointConventionBuilder MapItem<TContext, TRow>(this IEndpointRouteBuilder routes, string pattern, ItemView<TContext, TRow> item)
        where TContext : DbContext
        where TRow : class => routes.MapGet(pattern, (Func<HttpContext, Task>)item.RunAsync)
            .WithQueryBudget(item.Statements).WithOperation(item.Describe()).Within(item.Within);

    // Whatever is kept of it is kept for those alone who see these rows.
    private static IEndpointConventionBuilder Within(this IEndpointConventionBuilder endpoint, Func<HttpContext, ValueTask<RowScope>>? within) =>
        within is null ? endpoint : endpoint.SameWithin(async context => (await within(context)).Name);

    private static KeptTotals? Totals<TContext, TRoot, TRow>(IEndpointRouteBuilder routes, ListDefinition<TRoot, TRow> list)
        where TContext : DbContext
        where TRoot : class => list.TotalTags.Count == 0
            ? null
            : new(list.Name, typeof(TContext), list.TotalTags, routes.ServiceProvider.GetRequiredService<HybridCache>());

    private static ListParts<TContext> Parts<TContext>(IEndpointRouteBuilder routes)
        where TContext : DbContext => routes.ServiceProvider.GetRequiredService<ListParts<TContext>>();
}
