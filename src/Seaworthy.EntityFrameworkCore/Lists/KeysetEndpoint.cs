using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// A list that is read page after page from where the last one ended, so that page 50,000 costs what page 1 costs and rows
/// that come and go meanwhile are neither shown twice nor missed. Answers <c>items</c>, <c>next_cursor</c> and
/// <c>prev_cursor</c>, and the same as links (RFC 8288).
/// </summary>
internal sealed class KeysetEndpoint<TContext, TRoot, TRow>(
    ListDefinition<TRoot, TRow> definition, ListParts<TContext> parts, ShapeBudget budget, Func<HttpContext, ValueTask<RowScope>>? within)
    where TContext : DbContext
    where TRoot : class
{
    /// <summary>Rows that serve a page of every size.</summary>
    public const int MostTake = 1 + ListQueryString<TRoot, TRow>.MostSize;
    private readonly ListQueryString<TRoot, TRow> _query = new(definition, ListPaging.ByCursor);

    public ShapeCache<TContext, TRoot, TRow> Shapes { get; } = new(parts.Database, definition, budget, parts.Log);

    public async Task RunAsync(HttpContext context)
    {
        var (request, problem) = _query.Read(context.Request.QueryString);
        problem = await RowScope.PlaceAsync(within, context, request.Slots, Shapes.Compiler.ScopeSlot) ?? problem;
        var binding = Binding(request);
        var backward = false;
        if (problem is null && request.Cursor is not null)
        {
            problem = ReadCursor(request, binding, out backward);
        }

        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        var page = parts.Buffers.Get();
        try
        {
            var ends = await ReadAsync(request, backward, page, context.RequestAborted);
            Answer(context, request, binding, backward, page, ends);
        }
        finally
        {
            parts.Buffers.Return(page);
        }
    }

    private Problem? ReadCursor(ListRequest request, string binding, out bool backward)
    {
        backward = false;
        if (parts.Cursors.Read(request.Cursor!, binding, definition.Sorts[request.Sort].Type) is not { } cursor)
        {
            return Problem.Of(ProblemTypes.InvalidCursor, "The cursor was changed, is older than a day, or belongs to another order or filter.")
                .WithError(new("is not a cursor of this list, order and filters; start again without it", Parameter: ListQueryString<TRoot, TRow>.Cursor));
        }

        backward = cursor.Backward;
        request.Slots[Shapes.Compiler.CursorSlot] = cursor.Sort;
        request.Slots[Shapes.Compiler.KeySlot] = cursor.Id;
        return null;
    }

    private async Task<Ends> ReadAsync(ListRequest request, bool backward, PageBuffer page, CancellationToken cancellationToken)
    {
        var kind = request.Cursor is null ? ShapeKind.First : ShapeKind.After;
        var shape = Shapes.For(new ShapeKey(kind, request.Sort, request.Descending != backward, request.Filters, request.Fields, Take(request.Size)));

        var database = parts.Database;
        await using var connection = await database.Sql.OpenAsync(cancellationToken);
        await using var command = shape.Command(connection, database.Sql, request.Slots);
        database.CountStatement(shape.Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var ends = new Ends();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (page.Count == request.Size)
            {
                ends.HasMore = true;
                break;
            }

            page.AddRow(definition.Fields, shape, request.Fields, rows);
            if (page.Count == 1)
            {
                ends.First = Position(rows, shape, request);
            }

            if (page.Count == request.Size)
            {
                ends.Last = Position(rows, shape, request);
            }
        }

        return ends;
    }

    // One row more than the page says whether there is another. Two sizes serve all, so that two statements are enough: what
    // a smaller page leaves unread has come with the rest.
    private int Take(int size) => size <= definition.UsualSize ? 1 + definition.UsualSize : MostTake;

    private (object Sort, long Id) Position(DbDataReader row, CompiledShape shape, ListRequest request) =>
        (definition.Sorts[request.Sort].Type switch
        {
            TypeCode.DateTime => row.GetDateTime(shape.SortColumn),
            TypeCode.String => row.GetString(shape.SortColumn),
            _ => (object)row.GetInt64(shape.SortColumn),
        }, row.GetInt64(shape.KeyColumn));

    private void Answer(HttpContext context, ListRequest request, string binding, bool backward, PageBuffer page, Ends ends)
    {
        // Read backward, the rows come from the page's end: what lies beyond the last row read is the page before.
        var beyond = ends.HasMore ? parts.Cursors.Make(binding, backward, ends.Last.Sort, ends.Last.Id) : null;
        var behind = request.Cursor is not null && page.Count > 0 ? parts.Cursors.Make(binding, !backward, ends.First.Sort, ends.First.Id) : null;
        var (next, previous) = backward ? (behind, beyond) : (beyond, behind);

        page.Json.WriteStartObject();
        page.Json.WritePropertyName("items");
        page.WriteRows(page.Json, reversed: backward);
        page.Json.WriteString("next_cursor", next);
        page.Json.WriteString("prev_cursor", previous);
        page.Json.WriteEndObject();
        context.Response.Headers.Append(HeaderNames.Link, PageLinks.Of(context.Request, next, previous));
        page.Send(context.Response);
    }

    /// <summary>What a cursor is bound to: it makes no sense under another order or other filters.</summary>
    private string Binding(ListRequest request)
    {
        var text = new StringBuilder(64);
        text.Append(parts.Database.Service).Append('/').Append(definition.Name).Append('|').Append(request.Descending ? '-' : '+').Append(request.Sort);
        var slot = 0;
        for (var i = 0; i < definition.Filters.Count; i++)
        {
            for (var n = 0; n < definition.Filters[i].Parameters.Count; n++, slot++)
            {
                if ((request.Filters & (1UL << i)) != 0)
                {
                    text.Append('|').Append(i).Append('.').Append(n).Append('=').Append(CultureInfo.InvariantCulture, $"{request.Slots[slot]}");
                }
            }
        }

        if (definition.Scope is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"|of={request.Slots[Shapes.Compiler.ScopeSlot]}");
        }

        return text.ToString();
    }

    private struct Ends
    {
        public bool HasMore;
        public (object Sort, long Id) First;
        public (object Sort, long Id) Last;
    }
}
