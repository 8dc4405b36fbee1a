using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// The compiled shapes of one list, within the <see cref="ShapeBudget"/> of its endpoint. A narrow shape that finds no place
/// is served by the wide one of the same filters and order: what was not asked for is left out while writing. So a caller
/// cannot fill memory, or the server's table of prepared statements, by asking for ever new combinations. A list that has
/// more filters and orders than places for wide shapes still answers: what finds no place is translated again each time.
/// </summary>
internal sealed class ShapeCache<TContext, TRoot, TRow>(
    ServiceDatabase<TContext> database, ListDefinition<TRoot, TRow> definition, ShapeBudget budget, ILogger log, bool isOfItem = false)
    where TContext : DbContext
    where TRoot : class
{
    private readonly ConcurrentDictionary<ShapeKey, CompiledShape> _shapes = new();
    private readonly ulong _allFields = definition.FieldBits(_ => true);
    private readonly ulong _usualFields = definition.FieldBits(field => !field.OnRequest);
    private int _toldNarrow;
    private int _toldWide;

    public ShapeCompiler<TRoot, TRow> Compiler { get; } = new(isOfItem ? definition : TenantRules.Checked(definition, database.Model));

    public int Count => _shapes.Count;

    public CompiledShape For(ShapeKey key)
    {
        if (_shapes.TryGetValue(key, out var shape))
        {
            return shape;
        }

        var wide = Widened(key);
        var place = key == wide ? ShapePlace.Wide : key.Fields == _usualFields ? ShapePlace.Usual : ShapePlace.Chosen;
        if (budget.TryTake(place))
        {
            return Keep(key, place);
        }

        if (place != ShapePlace.Wide)
        {
            if (Interlocked.Exchange(ref _toldNarrow, 1) == 0)
            {
                Log.NarrowShapesFull(log, definition.Name, ShapeBudget.MostNarrow);
            }

            return For(wide);
        }

        if (Interlocked.Exchange(ref _toldWide, 1) == 0)
        {
            Log.WideShapesFull(log, definition.Name, ShapeBudget.MostWide);
        }

        return Compile(key);
    }

    private ShapeKey Widened(ShapeKey key) => key.Kind is ShapeKind.Count or ShapeKind.Facet ? key : key with
    {
        Fields = _allFields,
        Take = key.Take > 0 ? KeysetEndpoint<TContext, TRoot, TRow>.MostTake : 0,
    };

    // Compiled outside any lock, so two requests may compile one shape at once; the second gives its place back.
    private CompiledShape Keep(ShapeKey key, ShapePlace place)
    {
        var kept = false;
        try
        {
            var made = Compile(key);
            kept = _shapes.TryAdd(key, made);
            return kept ? made : _shapes[key];
        }
        finally
        {
            if (!kept)
            {
                budget.GiveBack(place);
            }
        }
    }

    private CompiledShape Compile(ShapeKey key)
    {
        using var context = database.Lease();
        return Compiler.Compile(context, key);
    }
}
