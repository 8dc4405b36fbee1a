using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Writes the rows that belong to an item into its JSON.</summary>
internal abstract class ChildRows
{
    public abstract Task WriteAsync(DbConnection connection, long parent, Utf8JsonWriter json, CancellationToken cancellationToken);
}

/// <summary>The same for one entity: one prepared statement, in the definition's first order.</summary>
internal sealed class ChildRows<TContext, TChild>(string name, ListDefinition<TChild, TChild> list, ListParts<TContext> parts) : ChildRows
    where TContext : DbContext
    where TChild : class
{
    private const int MostRows = 1000;
    private readonly ShapeCache<TContext, TChild, TChild> _shapes = new(parts.Database, list, new ShapeBudget(), parts.Log, isOfItem: true);
    private readonly ShapeKey _key = new(
        ShapeKind.First, Sort: 0, list.DescendsByDefault, Filters: 0, list.FieldBits(field => !field.OnRequest), MostRows);

    public override async Task WriteAsync(
        DbConnection connection, long parent, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var shape = _shapes.For(_key);
        var slots = new object?[Slots.Count];
        slots[_shapes.Compiler.ScopeSlot] = parent;
        await using var command = shape.Command(connection, parts.Database.Sql, slots);
        parts.Database.CountStatement(shape.Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        json.WriteStartArray(name);
        while (await rows.ReadAsync(cancellationToken))
        {
            json.WriteStartObject();
            RowJson.Write(json, list.Fields, shape, _key.Fields, rows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
