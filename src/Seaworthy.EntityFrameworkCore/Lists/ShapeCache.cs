using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// The compiled shapes of one endpoint, 64 at the most: up to 32 for the filters and orders it has, read with all fields,
/// and 32 that select fewer, half of them kept free for the usual fields. Any further choice of fields is served by the
/// shape that selects all, and what was not asked for is left out while writing; so a caller cannot fill memory, or the
/// server's table of prepared statements, by asking for ever new combinations.
/// </summary>
internal sealed class ShapeCache<TContext, TRoot, TRow>(
    ServiceDatabase<TContext> database, ListDefinition<TRoot, TRow> definition, ILogger log)
    where TContext : DbContext
    where TRoot : class
{
    public const int MostShapes = 64;
    private const int MostSlimShapes = MostShapes / 2;
    private const int MostChosenShapes = MostSlimShapes / 2;
    private readonly ConcurrentDictionary<ShapeKey, CompiledShape> _shapes = new();
    private readonly ulong _allFields = definition.FieldBits(_ => true);
    private readonly ulong _usualFields = definition.FieldBits(field => !field.OnRequest);
    private int _slim;
    private int _told;

    public ShapeCompiler<TRoot, TRow> Compiler { get; } = new(definition);

    public int Count => _shapes.Count;

    public CompiledShape For(ShapeKey key)
    {
        if (_shapes.TryGetValue(key, out var shape))
        {
            return shape;
        }

        if (key.Kind is not (ShapeKind.Count or ShapeKind.Facet) && key.Fields != _allFields && !HasPlaceFor(key.Fields))
        {
            if (Interlocked.Exchange(ref _told, 1) == 0)
            {
                Log.FieldShapesFull(log, definition.Name, MostChosenShapes);
            }

            return For(key with { Fields = _allFields });
        }

        using var context = database.Lease();
        return _shapes.GetOrAdd(key, Compiler.Compile(context, key));
    }

    // Taken, not only looked at: two requests at once may waste a place, but never find one too many.
    private bool HasPlaceFor(ulong fields)
    {
        var most = fields == _usualFields ? MostSlimShapes : MostChosenShapes;
        if (Volatile.Read(ref _slim) < most && Interlocked.Increment(ref _slim) <= most)
        {
            return true;
        }

        return false;
    }
}
