using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// One row by its id, as its GET shows it and as a POST or PUT answers what it stored. With a version column the answer
/// carries it as a strong ETag, which a change sends back in If-Match.
/// </summary>
public sealed class ItemView<TContext, TRow>
    where TContext : DbContext
    where TRow : class
{
    internal const string Id = "id";
    private readonly ListDefinition<TRow, TRow> _definition;
    private readonly string _resource;
    private readonly ListParts<TContext> _parts;
    private readonly ListQueryString<TRow, TRow> _query;
    private readonly int _versionField;

    internal ItemView(ListDefinition<TRow, TRow> definition, string resource, string? version, ListParts<TContext> parts)
    {
        _definition = definition;
        _resource = resource;
        _parts = parts;
        _query = new(definition, PageShape.PageAndSize, byNumber: false);
        _versionField = definition.Fields.ToList().FindIndex(field => field.Name == version);
        Shapes = new(parts.Database, definition, new ShapeBudget(), parts.Log);
    }

    internal ShapeCache<TContext, TRow, TRow> Shapes { get; }

    /// <summary>The row as the answer of a request that has just stored it: 201 with its address, or 200.</summary>
    /// <param name="id">Which row.</param>
    /// <param name="location">Where the new row lives from now on; null when it is not new.</param>
    public IResult Show(long id, string? location = null) => new Stored(this, id, location);

    /// <summary>What the OpenAPI document says of the endpoint that shows a row.</summary>
    public OperationDescription Describe() => ListDescription.Item(_definition, _resource);

    /// <summary>What it says of an endpoint that stores a new row and answers it.</summary>
    public OperationDescription DescribeCreate(string summary) =>
        new(summary) { Status = StatusCodes.Status201Created, ResponseSchema = ListDescription.Row(_definition.Fields) };

    /// <summary>What it says of an endpoint that changes a row from the version in If-Match and answers it.</summary>
    public OperationDescription DescribeChange(string summary) => new(summary)
    {
        Parameters = [ListDescription.Id(_resource), new("If-Match", "string", "The ETag of the version that was read.") { In = "header", Required = true }],
        ResponseSchema = ListDescription.Row(_definition.Fields),
        Errors = [404, 412, 428],
    };

    /// <summary>What it says of an endpoint that takes a row away.</summary>
    public OperationDescription DescribeRemove(string summary) =>
        new(summary) { Status = StatusCodes.Status204NoContent, Parameters = [ListDescription.Id(_resource)], Errors = [404] };

    internal Task RunAsync(HttpContext context)
    {
        // The route's constraint also takes a sign and spaces, which no address of ours has.
        var text = (string)context.Request.RouteValues[Id]!;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return Problem.NotFound(_resource, text).ExecuteAsync(context);
        }

        var (request, problem) = _query.Read(context.Request.QueryString);
        return problem is null ? WriteAsync(context, id, request) : problem.ExecuteAsync(context);
    }

    private async Task WriteAsync(HttpContext context, long id, ListRequest request)
    {
        request.Slots[Shapes.Compiler.KeySlot] = id;
        var selected = request.Fields | (_versionField >= 0 ? 1UL << _versionField : 0);
        var shape = Shapes.For(new ShapeKey(ShapeKind.Single, 0, false, 0, selected));
        var page = _parts.Buffers.Get();
        try
        {
            if (!await ReadAsync(context, request, shape, page))
            {
                await Problem.NotFound(_resource, id).ExecuteAsync(context);
                return;
            }

            page.Json.WriteRawValue(page.Row(0), skipInputValidation: true);
            page.Send(context.Response);
        }
        finally
        {
            _parts.Buffers.Return(page);
        }
    }

    private async Task<bool> ReadAsync(HttpContext context, ListRequest request, CompiledShape shape, PageBuffer page)
    {
        var database = _parts.Database;
        var cancellationToken = context.RequestAborted;
        await using var connection = await database.Sql.OpenAsync(cancellationToken);
        await using var command = shape.Command(connection, database.Sql, request.Slots);
        database.Budget.Budget.Count(shape.Sql, isLinqQuery: false);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
        {
            return false;
        }

        page.AddRow(_definition.Fields, shape, request.Fields, rows);
        if (_versionField >= 0)
        {
            context.Response.Headers.ETag = EntityTag.Of(rows.GetInt64(shape.Columns[_versionField]));
        }

        return true;
    }

    private sealed class Stored(ItemView<TContext, TRow> item, long id, string? location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (location is not null)
            {
                httpContext.Response.StatusCode = StatusCodes.Status201Created;
                httpContext.Response.Headers.Location = location;
            }

            return item.WriteAsync(httpContext, id, item._query.Read(QueryString.Empty).Request);
        }
    }
}
