using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// How many rows of a list there are by category, by price and so on, under the list's own filters: one statement each. It
/// takes the list's query string as it is; what concerns only pages changes nothing.
/// </summary>
internal sealed class FacetsEndpoint<TContext, TRoot, TRow>(
    ListDefinition<TRoot, TRow> definition, ListParts<TContext> parts, ShapeBudget budget)
    where TContext : DbContext
    where TRoot : class
{
    private readonly ListQueryString<TRoot, TRow> _query = new(definition, ListPaging.ByCursor);
    private readonly ShapeCache<TContext, TRoot, TRow> _shapes = new(parts.Database, definition, budget, parts.Log);

    public async Task RunAsync(HttpContext context)
    {
        var (request, problem) = _query.Read(context.Request.QueryString);
        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        var page = parts.Buffers.Get();
        try
        {
            await using var connection = await parts.Database.Sql.OpenAsync(context.RequestAborted);
            page.Json.WriteStartObject();
            for (var i = 0; i < definition.Facets.Count; i++)
            {
                await WriteAsync(connection, request, i, page, context.RequestAborted);
            }

            page.Json.WriteEndObject();
            page.Send(context.Response);
        }
        finally
        {
            parts.Buffers.Return(page);
        }
    }

    private async Task WriteAsync(
        DbConnection connection, ListRequest request, int facet, PageBuffer page, CancellationToken cancellationToken)
    {
        var shape = _shapes.For(new ShapeKey(ShapeKind.Facet, facet, false, request.Filters, 0));
        await using var command = shape.Command(connection, parts.Database.Sql, request.Slots);
        parts.Database.CountStatement(shape.Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        page.Json.WriteStartArray(definition.Facets[facet].Name);
        while (await rows.ReadAsync(cancellationToken))
        {
            page.Json.WriteStartObject();
            RowJson.Write(page.Json, definition.Facets[facet].Fields, shape, ulong.MaxValue, rows);
            page.Json.WriteEndObject();
        }

        page.Json.WriteEndArray();
    }
}
