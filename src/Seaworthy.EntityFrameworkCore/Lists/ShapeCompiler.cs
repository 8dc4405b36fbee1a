using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// Builds the LINQ of a shape, lets EF Core translate it, and keeps the statement. The slots hold, in order: the values of
/// all filters, the cursor's order value, the cursor's key, how many rows, how many to skip, whose rows.
/// </summary>
internal sealed class ShapeCompiler<TRoot, TRow>
    where TRoot : class
{
    private readonly ListDefinition<TRoot, TRow> _definition;

    /// <exception cref="NotSupportedException">The list breaks one of the <see cref="ListRules"/>.</exception>
    public ShapeCompiler(ListDefinition<TRoot, TRow> definition)
    {
        ListRules.Check(definition);
        _definition = definition;
        CursorSlot = definition.Filters.Sum(filter => filter.Parameters.Count);
    }

    public int CursorSlot { get; }

    public int KeySlot => CursorSlot + 1;

    public int TakeSlot => CursorSlot + 2;

    public int SkipSlot => CursorSlot + 3;

    public int ScopeSlot => CursorSlot + 4;

    public CompiledShape Compile(DbContext context, ShapeKey key)
    {
        var slots = Expression.Constant(Activator.CreateInstance(SlotTypes(key))!);
        FillText(slots);
        var root = Expression.Parameter(typeof(TRoot), "r");
        // Whose rows is said by the list's own Within (TenantRules), whose value is in a slot.
        var query = Filtered(context.Set<TRoot>().AsNoTracking().IgnoreQueryFilters(), key, root, slots);
        if (key.Kind == ShapeKind.Count)
        {
            var (inner, parameters) = Translate(query.Select(_ => 1));
            return new CompiledShape($"SELECT COUNT(*) FROM ({inner}) AS c", parameters, [], -1, -1);
        }

        if (key.Kind == ShapeKind.Facet)
        {
            var facet = _definition.Facets[key.Sort];
            var (counts, parameters) = Translate(Call(facet.Count(query, context), nameof(Queryable.Take), Literal(ListFacet<TRoot>.MostValues)));
            return new CompiledShape(counts, parameters, [.. Enumerable.Range(0, facet.Fields.Count)], -1, -1);
        }

        query = key.Kind == ShapeKind.Single ? query : Ordered(query, key, root, slots);
        var columns = new ShapeColumns<TRoot, TRow>(_definition, key, root);
        var (sql, used) = Translate(Cut(columns.Select(query), key, slots));
        return new CompiledShape(key.Kind == ShapeKind.After ? RowValues.Use(sql) : sql, used, columns.OfFields, columns.OfSort, columns.OfKey);
    }

    private Type SlotTypes(ShapeKey key)
    {
        var types = _definition.Filters.SelectMany(filter => filter.Parameters.Select(_ => filter.Value.Type)).ToList();
        types.Add(_definition.Sorts.Count > 0 && key.Kind != ShapeKind.Facet ? _definition.Sorts[key.Sort].Value.ReturnType : typeof(long));
        types.AddRange([IsByPublicId(key) ? typeof(Guid) : typeof(long), typeof(int), typeof(int)]);
        types.AddRange(_definition.Scope is { } scope ? [scope.Parameters[1].Type] : []);
        return Slots.Of(types);
    }

    // A null text would be translated as "is null", and the statement is kept for every text.
    private static void FillText(ConstantExpression slots)
    {
        foreach (var field in slots.Type.GetFields().Where(field => field.FieldType == typeof(string)))
        {
            field.SetValue(slots.Value, "");
        }
    }

    private static MemberExpression Slot(ConstantExpression slots, int slot) => Expression.Field(slots, Slots.Name(slot));

    private IQueryable<TRoot> Filtered(IQueryable<TRoot> query, ShapeKey key, ParameterExpression root, ConstantExpression slots)
    {
        var slot = 0;
        for (var i = 0; i < _definition.Filters.Count; i++)
        {
            var filter = _definition.Filters[i];
            if ((key.Filters & (1UL << i)) != 0)
            {
                var first = slot;
                var values = filter.Parameters.Select((_, n) => (Expression)Slot(slots, first + n));
                query = Where(query, root, Replace.Parameters(filter.Condition, [root, .. values]));
            }

            slot += filter.Parameters.Count;
        }

        if (_definition.Scope is { } scope)
        {
            query = Where(query, root, Replace.Parameters(scope, [root, Slot(slots, ScopeSlot)]));
        }

        return key.Kind == ShapeKind.Single
            ? Where(query, root, Expression.Equal(IsByPublicId(key) ? PublicIdOf(root) : KeyOf(root), Slot(slots, KeySlot)))
            : query;
    }

    private bool IsByPublicId(ShapeKey key) => key.Kind == ShapeKind.Single && _definition.PublicIdExpression is not null;

    private Expression PublicIdOf(ParameterExpression root) => Replace.Parameters(_definition.PublicIdExpression!, [root]);

    private IQueryable<TRoot> Ordered(IQueryable<TRoot> query, ShapeKey key, ParameterExpression root, ConstantExpression slots)
    {
        var sort = Replace.Parameters(_definition.Sorts[key.Sort].Value, [root]);
        if (key.Kind == ShapeKind.After)
        {
            query = Where(query, root, After(sort, KeyOf(root), Slot(slots, CursorSlot), Slot(slots, KeySlot), key.Descending));
        }

        return Order(Order(query, root, sort, key.Descending, "OrderBy"), root, KeyOf(root), key.Descending, "ThenBy");
    }

    // After the columns are chosen: cut earlier, EF Core would sort the page once more around its joins.
    private IQueryable Cut(IQueryable query, ShapeKey key, ConstantExpression slots)
    {
        if (key.Kind == ShapeKind.Single)
        {
            return query;
        }

        var from = key.Kind == ShapeKind.Offset ? Call(query, nameof(Queryable.Skip), Slot(slots, SkipSlot)) : query;
        return Call(from, nameof(Queryable.Take), key.Take > 0 ? Literal(key.Take) : Slot(slots, TakeSlot));
    }

    // EF Core would make a parameter of a plain constant.
    private static MethodCallExpression Literal(int value) => Expression.Call(typeof(EF), nameof(EF.Constant), [typeof(int)], Expression.Constant(value));

    /// <summary><c>a &lt;= x and (a &lt; x or id &lt; y)</c>, which <see cref="RowValues"/> then shortens.</summary>
    private static BinaryExpression After(Expression sort, Expression id, Expression x, Expression y, bool descending)
    {
        var beyond = descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;
        var notBefore = descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual;
        return Expression.AndAlso(
            Compare(notBefore, sort, x),
            Expression.OrElse(Compare(beyond, sort, x), Expression.MakeBinary(beyond, id, y)));
    }

    private static BinaryExpression Compare(ExpressionType comparison, Expression left, Expression right) => left.Type == typeof(string)
        ? Expression.MakeBinary(comparison, Expression.Call(typeof(string), nameof(string.Compare), null, left, right), Expression.Constant(0))
        : Expression.MakeBinary(comparison, left, right);

    private Expression KeyOf(ParameterExpression root) => Replace.Parameters(
        _definition.KeyExpression ?? throw new InvalidOperationException($"the list '{_definition.Name}' needs a Key"), [root]);

    private static IQueryable<TRoot> Where(IQueryable<TRoot> query, ParameterExpression root, Expression condition) =>
        query.Where(Expression.Lambda<Func<TRoot, bool>>(condition, root));

    private static IQueryable<TRoot> Order(IQueryable<TRoot> query, ParameterExpression root, Expression by, bool descending, string verb) =>
        query.Provider.CreateQuery<TRoot>(Expression.Call(
            typeof(Queryable), descending ? verb + "Descending" : verb, [typeof(TRoot), by.Type], query.Expression, Expression.Quote(Expression.Lambda(by, root))));

    private static IQueryable Call(IQueryable query, string verb, Expression count) =>
        query.Provider.CreateQuery(Expression.Call(typeof(Queryable), verb, [query.ElementType], query.Expression, count));

    private static (string Sql, List<(DbParameter, int)> Parameters) Translate(IQueryable query)
    {
        using var command = query.CreateDbCommand();
        var parameters = command.Parameters.Cast<DbParameter>().ToList();
        command.Parameters.Clear();
        return (command.CommandText, [.. parameters.Select(parameter => (parameter, Slots.Of(parameter.ParameterName)))]);
    }
}
