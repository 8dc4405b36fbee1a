using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>A list over rows of tenants says whose it shows, or that it means all of them; told when it is mapped (R15).</summary>
internal static class TenantRules
{
    /// <exception cref="NotSupportedException">It would show rows of all tenants.</exception>
    public static ListDefinition<TRoot, TRow> Checked<TRoot, TRow>(ListDefinition<TRoot, TRow> list, IReadOnlyModel model)
        where TRoot : class
    {
        if (!list.IsOfAllTenants && model.FindEntityType(typeof(TRoot))?.TenantOf() is { } tenant && !Compares(list.Scope, tenant.Name))
        {
            throw new NotSupportedException(
                $"the list '{list.Name}' shows rows of tenants and does not say whose: add .Within<long>((row, tenant) => row.{tenant.Name} == tenant)");
        }

        return list;
    }

    // The tenant's own column must equal what is given, by itself or with other conditions that also hold.
    private static bool Compares(LambdaExpression? scope, string column) => scope is not null && Compares(scope.Body, scope, column);

    private static bool Compares(Expression condition, LambdaExpression scope, string column) => condition is BinaryExpression both && both.NodeType switch
    {
        ExpressionType.AndAlso => Compares(both.Left, scope, column) || Compares(both.Right, scope, column),
        ExpressionType.Equal => both.Left is MemberExpression { Expression: ParameterExpression row } member
            && row == scope.Parameters[0] && member.Member.Name == column && both.Right == scope.Parameters[1],
        _ => false,
    };
}
