using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// The key of a row by the value of its definition's <c>Within</c>: a user by the uid in a token. One prepared statement, for
/// what has to be known before a list can be read.
/// </summary>
public sealed class KeyLookup<TContext, TRow>
    where TContext : DbContext
    where TRow : class
{
    private static readonly ShapeKey First = new(ShapeKind.First, Sort: 0, Descending: false, Filters: 0, Fields: 0, Take: 1);
    private readonly ListParts<TContext> _parts;
    private readonly ShapeCache<TContext, TRow, TRow> _shapes;

    internal KeyLookup(ListDefinition<TRow, TRow> definition, ListParts<TContext> parts)
    {
        _parts = parts;
        _shapes = new(parts.Database, definition, new ShapeBudget(), parts.Log);
    }

    /// <summary>The key, or null when there is no such row.</summary>
    public async Task<long?> FindAsync(object value, CancellationToken cancellationToken)
    {
        var shape = _shapes.For(First);
        var slots = new object?[Slots.Count];
        slots[_shapes.Compiler.ScopeSlot] = value;
        await using var lease = await _parts.Database.OpenAsync(cancellationToken);
        await using var command = shape.Command(lease.Connection, _parts.Database.Sql, slots);
        _parts.Database.CountStatement(shape.Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? rows.GetInt64(shape.KeyColumn) : null;
    }
}
