using System.Linq.Expressions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Puts expressions where a lambda has parameters.</summary>
internal sealed class Replace : ExpressionVisitor
{
    private readonly Dictionary<ParameterExpression, Expression> _by;

    private Replace(Dictionary<ParameterExpression, Expression> by) => _by = by;

    public static Expression Parameters(LambdaExpression lambda, IReadOnlyList<Expression> by) =>
        new Replace(lambda.Parameters.Select((parameter, i) => (parameter, by[i])).ToDictionary()).Visit(lambda.Body);

    protected override Expression VisitParameter(ParameterExpression node) => _by.GetValueOrDefault(node, node);
}
