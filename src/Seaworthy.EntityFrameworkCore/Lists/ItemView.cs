using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// One row by its id, as its GET shows it and as a POST or PUT answers what it stored, with the rows that belong to it. With
/// a version column the answer carries it as a strong ETag, which a change sends back in If-Match.
/// </summary>
public sealed class ItemView<TContext, TRow>
    where TContext : DbContext
    where TRow : class
{
    internal const string Id = "id";
    private readonly ListDefinition<TRow, TRow> _definition;
    private readonly string _resource;
    private readonly ListParts<TContext> _parts;
    private readonly Func<HttpContext, ValueTask<RowScope>>? _within;
    private readonly ListQueryString<TRow, TRow> _query;
    private readonly ChildRows[] _children;
    private readonly int _versionField;
    private readonly ItemFrame _frame;

    internal ItemView(
        ListDefinition<TRow, TRow> definition, string resource, string? version, ListParts<TContext> parts,
        Func<HttpContext, ValueTask<RowScope>>? within, bool hasEnvelope)
    {
        _definition = definition;
        _resource = resource;
        _parts = parts;
        _within = within;
        _frame = new(parts.Time, hasEnvelope);
        _query = new(definition, ListPaging.None);
        _children = [.. definition.Children.Select(child => child.Rows(parts))];
        _versionField = definition.Fields.ToList().FindIndex(field => field.Name == version);
        Shapes = new(parts.Database, definition, new ShapeBudget(), parts.Log);
    }

    internal ShapeCache<TContext, TRow, TRow> Shapes { get; }

    /// <summary>Whose rows a request may see; null where everybody sees all.</summary>
    internal Func<HttpContext, ValueTask<RowScope>>? Within => _within;

    /// <summary>How many statements it takes: its own, one for each set of rows that belongs to it, one to know whose it may be.</summary>
    internal int Statements => 1 + _children.Length + (_within is null ? 0 : 1);

    /// <summary>The row as the answer of a request that has just stored it: 201 with its address, or 200.</summary>
    /// <param name="id">Which row.</param>
    /// <param name="location">Where the new row lives from now on; null when it is not new.</param>
    public IResult Show(long id, string? location = null) => new Stored(this, id, location);

    /// <summary>The same for a row with a public id.</summary>
    /// <param name="id">Which row.</param>
    /// <param name="location">Where the new row lives from now on; null when it is not new.</param>
    public IResult Show(Guid id, string? location = null) => new Stored(this, id, location);

    /// <summary>A row that has just been stored as it is at hand, with nothing left to the database: it is not read again.</summary>
    /// <param name="row">The row, with the rows that belong to it.</param>
    /// <param name="location">Where it lives from now on.</param>
    public IResult ShowNew(TRow row, string location) =>
        new NewRow<TRow>(_definition, _versionField < 0 ? null : _definition.Fields[_versionField], _parts.Buffers, _frame, row, location);

    /// <summary>What the OpenAPI document says of the endpoint that shows a row.</summary>
    public OperationDescription Describe() => Description.Show();

    /// <summary>What it says of an endpoint that stores a new row and answers it.</summary>
    public OperationDescription DescribeCreate(string summary) =>
        Description.Create(summary);

    /// <summary>What it says of an endpoint that does something to a row and answers it.</summary>
    public OperationDescription DescribeStep(string summary) =>
        Description.Step(summary);

    /// <summary>What it says of an endpoint that changes a row from the version in If-Match and answers it.</summary>
    public OperationDescription DescribeChange(string summary) =>
        Description.Change(summary);

    /// <summary>What it says of an endpoint that takes a row away, from the version in If-Match where the caller names one.</summary>
    public OperationDescription DescribeRemove(string summary) =>
        Description.Remove(summary);

    private ItemDescription<TRow> Description => new(_definition, _resource, _versionField >= 0, _frame);

    internal Task RunAsync(HttpContext context)
    {
        var text = (string)context.Request.RouteValues[Id]!;
        if (ReadId(text) is not { } id)
        {
            return Problem.NotFound(_resource, text).ExecuteAsync(context);
        }

        var (request, problem) = _query.Read(context.Request.QueryString);
        return problem is null ? WriteAsync(context, id, request) : problem.ExecuteAsync(context);
    }

    // A route's constraint also takes signs, spaces and braces, which no address of ours has.
    private object? ReadId(string text) => _definition.PublicIdExpression is null
        ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null
        : Guid.TryParseExact(text, "D", out var id) ? id : null;

    private async Task WriteAsync(HttpContext context, object id, ListRequest request, string? location = null)
    {
        if (await RowScope.PlaceAsync(_within, context, request.Slots, Shapes.Compiler.ScopeSlot) is { } refused)
        {
            await refused.ExecuteAsync(context);
            return;
        }

        request.Slots[Shapes.Compiler.KeySlot] = id;
        var page = _parts.Buffers.Get();
        try
        {
            if (await ReadAsync(context, request, page))
            {
                Place(context.Response, location);
                page.Send(context.Response);
            }
            else
            {
                await Problem.NotFound(_resource, id).ExecuteAsync(context);
            }
        }
        finally
        {
            _parts.Buffers.Return(page);
        }
    }

    // Once it can be shown: an answer that fails must not look like one that has made something.
    private static void Place(HttpResponse response, string? location)
    {
        if (location is not null)
        {
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers.Location = location;
        }
    }

    private async Task<bool> ReadAsync(HttpContext context, ListRequest request, PageBuffer page)
    {
        await using var lease = await _parts.Database.OpenAsync(context.RequestAborted);
        var connection = lease.Connection;
        _frame.Open(page.Json);
        if (await ReadRowAsync(context, request, connection, page) is not { } key)
        {
            return false;
        }

        for (var i = 0; i < _children.Length; i++)
        {
            if ((request.Children & (1UL << i)) != 0)
            {
                await _children[i].WriteAsync(connection, key, page.Json, context.RequestAborted);
            }
        }

        _frame.Close(page.Json);
        return true;
    }

    /// <summary>Writes the row's own members; its key when rows belong to it, else 0, and null when there is no such row.</summary>
    private async Task<long?> ReadRowAsync(HttpContext context, ListRequest request, DbConnection connection, PageBuffer page)
    {
        var selected = request.Fields | (_versionField >= 0 ? 1UL << _versionField : 0);
        var shape = Shapes.For(new ShapeKey(ShapeKind.Single, 0, false, 0, selected));
        await using var command = shape.Command(connection, _parts.Database.Sql, request.Slots);
        _parts.Database.CountStatement(shape.Sql);
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        if (!await rows.ReadAsync(context.RequestAborted))
        {
            return null;
        }

        RowJson.Write(page.Json, _definition.Fields, shape, request.Fields, rows);
        if (_versionField >= 0)
        {
            context.Response.Headers.ETag = EntityTag.Of(rows.GetInt64(shape.Columns[_versionField]));
        }

        return shape.KeyColumn >= 0 ? rows.GetInt64(shape.KeyColumn) : 0;
    }

    private sealed class Stored(ItemView<TContext, TRow> item, object id, string? location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            item.WriteAsync(httpContext, id, item._query.Read(QueryString.Empty).Request, location);
    }
}
