using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// The compiled shapes of one endpoint, 64 at the most. Beyond that a new choice of fields is served by the shape that
/// selects all of them, and what was not asked for is left out while writing; so a caller cannot fill memory, or the
/// server's table of prepared statements, by asking for ever new combinations.
/// </summary>
internal sealed class ShapeCache<TContext, TRoot, TRow>(
    ServiceDatabase<TContext> database, ListDefinition<TRoot, TRow> definition, ILogger log)
    where TContext : DbContext
    where TRoot : class
{
    public const int MostShapes = 64;
    private readonly ConcurrentDictionary<ShapeKey, CompiledShape> _shapes = new();
    private readonly ulong _allFields = definition.FieldBits(_ => true);
    private readonly ulong _usualFields = definition.FieldBits(field => !field.OnRequest);
    private int _told;

    public ShapeCompiler<TRoot, TRow> Compiler { get; } = new(definition);

    public int Count => _shapes.Count;

    public CompiledShape For(ShapeKey key)
    {
        if (_shapes.TryGetValue(key, out var shape))
        {
            return shape;
        }

        // Half of the places stay free for filters and orders, which cannot be served by another shape.
        if (key.Fields != _allFields && key.Fields != _usualFields && _shapes.Count >= MostShapes / 2)
        {
            if (Interlocked.Exchange(ref _told, 1) == 0)
            {
                Log.FieldShapesFull(log, definition.Name, MostShapes / 2);
            }

            return For(key with { Fields = _allFields });
        }

        using var context = database.Lease();
        return _shapes.GetOrAdd(key, Compiler.Compile(context, key));
    }
}
