using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Seaworthy.EntityFrameworkCore.Tenants;

/// <summary>Which rows belong to tenants, in a service's model.</summary>
public static class TenantModel
{
    private const string Annotation = "Seaworthy:Tenant";

    /// <summary>
    /// Rows of this entity belong to the tenant whose id is in <paramref name="tenant"/>: queries find those of the session's tenant alone, and
    /// saving another one's is refused.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <param name="context">The context whose model it is: <c>this</c> in <c>OnModelCreating</c>.</param>
    /// <param name="tenant">The column; of the tenants' own table its key.</param>
    public static EntityTypeBuilder<TEntity> OfTenant<TEntity>(
        this EntityTypeBuilder<TEntity> entity, TenantDbContext context, Expression<Func<TEntity, long>> tenant)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(tenant);
        var name = ((MemberExpression)tenant.Body).Member.Name;
        entity.Metadata.SetAnnotation(Annotation, name);

        // EF Core puts the context that runs the query in the place of this one.
        var own = Expression.Constant(context, typeof(TenantDbContext));
        var filter = Expression.OrElse(
            Expression.Property(own, nameof(TenantDbContext.IsOfAllTenants)),
            Expression.Equal(tenant.Body, Expression.Property(own, nameof(TenantDbContext.Tenant))));
        return entity.HasQueryFilter(Expression.Lambda<Func<TEntity, bool>>(filter, tenant.Parameters));
    }

    /// <summary>The column that says whose an entity's rows are; null where they are nobody's.</summary>
    internal static IReadOnlyProperty? TenantOf(this IReadOnlyEntityType entity) =>
        entity.FindAnnotation(Annotation)?.Value is string name ? entity.FindProperty(name) : null;

    /// <exception cref="NotSupportedException">A table points at the tenants' own and does not say whose its rows are.</exception>
    internal static void CheckTenants(this IReadOnlyModel model)
    {
        var tenants = model.GetEntityTypes().Where(entity => entity.TenantOf()?.IsPrimaryKey() == true).ToList();
        foreach (var key in model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()).Where(key => tenants.Contains(key.PrincipalEntityType)))
        {
            if (key.DeclaringEntityType.TenantOf()?.Name != key.Properties[0].Name)
            {
                throw new NotSupportedException(
                    $"{key.DeclaringEntityType.DisplayName()}.{key.Properties[0].Name} names a tenant, and nothing keeps its rows apart. Add OfTenant(this, row => row.{key.Properties[0].Name}).");
            }
        }
    }
}
