using System.Linq.Expressions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>The columns of a shape: each distinct expression once, in order.</summary>
internal sealed class ShapeColumns<TRoot, TRow>
    where TRoot : class
{
    private readonly List<Expression> _expressions = [];
    private readonly List<string> _texts = [];
    private readonly ParameterExpression _root;

    public ShapeColumns(ListDefinition<TRoot, TRow> definition, ShapeKey key, ParameterExpression root)
    {
        _root = root;
        var row = Replace.Parameters(definition.Row, [root]);
        OfFields = [.. definition.Fields.Select((field, i) =>
            (key.Fields & (1UL << i)) != 0 ? Add(Replace.Parameters(field.Value, [row])) : -1)];
        if (key.Kind is ShapeKind.First or ShapeKind.After)
        {
            OfSort = Add(Replace.Parameters(definition.Sorts[key.Sort].Value, [root]));
        }

        if (key.Kind is ShapeKind.First or ShapeKind.After || (key.Kind == ShapeKind.Single && definition.Children.Count > 0))
        {
            OfKey = Add(Replace.Parameters(definition.KeyExpression!, [root]));
        }
    }

    public int Count => _expressions.Count;

    public int[] OfFields { get; }

    public int OfSort { get; } = -1;

    public int OfKey { get; } = -1;

    public IQueryable Select(IQueryable<TRoot> query)
    {
        var type = Slots.Of([.. _expressions.Select(expression => expression.Type)]);
        var members = _expressions.Select((expression, i) => Expression.Bind(type.GetField(Slots.Name(i))!, expression));
        var made = Expression.MemberInit(Expression.New(type), members);
        return query.Provider.CreateQuery(Expression.Call(
            typeof(Queryable), nameof(Queryable.Select), [typeof(TRoot), type], query.Expression, Expression.Quote(Expression.Lambda(made, _root))));
    }

    private int Add(Expression expression)
    {
        var text = expression.ToString();
        var known = _texts.IndexOf(text);
        if (known >= 0)
        {
            return known;
        }

        _texts.Add(text);
        _expressions.Add(expression);
        return _texts.Count - 1;
    }
}
