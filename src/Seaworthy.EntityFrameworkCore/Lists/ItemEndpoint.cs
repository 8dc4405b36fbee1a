using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// One row by its id. With a version column the answer carries it as a strong ETag, which a change sends back in If-Match.
/// </summary>
internal sealed class ItemEndpoint<TContext, TRow>(ListDefinition<TRow, TRow> definition, string resource, string? version, ListParts<TContext> parts)
    where TContext : DbContext
    where TRow : class
{
    public const string Id = "id";
    private readonly ListQueryString<TRow, TRow> _query = new(definition, PageShape.PageAndSize, byNumber: false);
    private readonly int _versionField = definition.Fields.ToList().FindIndex(field => field.Name == version);

    public ShapeCache<TContext, TRow, TRow> Shapes { get; } = new(parts.Database, definition, parts.Log);

    public async Task RunAsync(HttpContext context)
    {
        var (request, problem) = _query.Read(context.Request.QueryString);
        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        var id = long.Parse((string)context.Request.RouteValues[Id]!, NumberStyles.None, CultureInfo.InvariantCulture);
        request.Slots[Shapes.Compiler.KeySlot] = id;
        var selected = request.Fields | (_versionField >= 0 ? 1UL << _versionField : 0);
        var shape = Shapes.For(new ShapeKey(ShapeKind.Single, 0, false, 0, selected));
        var page = parts.Buffers.Get();
        try
        {
            if (!await ReadAsync(context, request, shape, page))
            {
                await Problem.NotFound(resource, id).ExecuteAsync(context);
                return;
            }

            page.Json.WriteRawValue(page.Row(0), skipInputValidation: true);
            page.Send(context.Response);
        }
        finally
        {
            parts.Buffers.Return(page);
        }
    }

    private async Task<bool> ReadAsync(HttpContext context, ListRequest request, CompiledShape shape, PageBuffer page)
    {
        var database = parts.Database;
        var cancellationToken = context.RequestAborted;
        await using var connection = await database.Sql.OpenAsync(cancellationToken);
        await using var command = shape.Command(connection, database.Sql, request.Slots);
        database.Budget.Budget.Count(shape.Sql, isLinqQuery: false);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
        {
            return false;
        }

        page.AddRow(definition.Fields, shape, request.Fields, rows);
        if (_versionField >= 0)
        {
            context.Response.Headers.ETag = EntityTag.Of(rows.GetInt64(shape.Columns[_versionField]));
        }

        return true;
    }
}
