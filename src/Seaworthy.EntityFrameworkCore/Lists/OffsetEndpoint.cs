using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// A list by page number with an exact total, in the shape of the service's dialect (R41): two statements, or one where the total is kept. Rows deeper than
/// <see cref="DeepestRow"/> are refused with a link to the keyset version, since every row before a page is read again.
/// </summary>
internal sealed class OffsetEndpoint<TContext, TRoot, TRow>(
    ListDefinition<TRoot, TRow> definition, PageShape page, string? keysetPath, ListParts<TContext> parts, ShapeBudget budget,
    Func<HttpContext, ValueTask<RowScope>>? within, KeptTotals? totals)
    where TContext : DbContext
    where TRoot : class
{
    private const int DeepestRow = ListDescription.DeepestRow;
    private readonly ListQueryString<TRoot, TRow> _query = new(definition, ListPaging.ByNumber, page);

    public ShapeCache<TContext, TRoot, TRow> Shapes { get; } = new(parts.Database, definition, budget, parts.Log);

    public async Task RunAsync(HttpContext context)
    {
        var (request, problem) = _query.Read(context.Request.QueryString);
        problem = await RowScope.PlaceAsync(within, context, request.Slots, Shapes.Compiler.ScopeSlot) ?? problem;
        if ((problem ?? TooDeep(context.Request, request)) is { } found)
        {
            await found.ExecuteAsync(context);
            return;
        }

        var buffer = parts.Buffers.Get();
        try
        {
            var total = await ReadAsync(request, buffer, context.RequestAborted);
            var numbers = new PageNumbers(request.Skip, request.Size, total);
            page.Write(buffer.Json, numbers, json => buffer.WriteRows(json, reversed: false));
            buffer.Send(context.Response);
        }
        finally
        {
            parts.Buffers.Return(buffer);
        }
    }

    private Problem? TooDeep(HttpRequest called, ListRequest request)
    {
        if (request.Skip <= DeepestRow)
        {
            return null;
        }

        var problem = Problem.Of(ProblemTypes.PageTooDeep,
                $"The page starts at row {request.Skip.ToString(CultureInfo.InvariantCulture)}; pages by number end at row {DeepestRow}.")
            .WithError(new($"reaches beyond row {DeepestRow}", Parameter: page.StartParameter));
        return keysetPath is null ? problem
            : problem.WithLink("successor-version", keysetPath.StartsWith('/') ? keysetPath : $"{$"{called.PathBase}{called.Path}".TrimEnd('/')}/{keysetPath}");
    }

    private async Task<long> ReadAsync(ListRequest request, PageBuffer buffer, CancellationToken cancellationToken)
    {
        request.Slots[Shapes.Compiler.TakeSlot] = request.Size;
        request.Slots[Shapes.Compiler.SkipSlot] = (int)request.Skip;
        var rowsShape = Shapes.For(new ShapeKey(ShapeKind.Offset, request.Sort, request.Descending, request.Filters, request.Fields));
        var database = parts.Database;

        // Before the page has a connection: who waits for another's count holds none.
        long? kept = totals is null ? null : await totals.GetAsync(
            request, Shapes.Compiler.CursorSlot, request.Slots[Shapes.Compiler.ScopeSlot], token => CountAsync(request, token), cancellationToken);
        await using var connection = await database.Sql.OpenAsync(cancellationToken);
        var total = kept ?? await CountAsync(connection, request, cancellationToken);
        await using var command = rowsShape.Command(connection, database.Sql, request.Slots);
        database.CountStatement(rowsShape.Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            buffer.AddRow(definition.Fields, rowsShape, request.Fields, rows);
        }

        return total;
    }

    private async ValueTask<long> CountAsync(ListRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await parts.Database.Sql.OpenAsync(cancellationToken);
        return await CountAsync(connection, request, cancellationToken);
    }

    private async Task<long> CountAsync(DbConnection connection, ListRequest request, CancellationToken cancellationToken)
    {
        var shape = Shapes.For(new ShapeKey(ShapeKind.Count, 0, false, request.Filters, 0));
        await using var count = shape.Command(connection, parts.Database.Sql, request.Slots);
        parts.Database.CountStatement(shape.Sql);
        return Convert.ToInt64(await count.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
