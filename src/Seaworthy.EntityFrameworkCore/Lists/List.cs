using System.Linq.Expressions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Starts definitions.</summary>
public static class List
{
    /// <summary>A list over an entity's own rows.</summary>
    public static ListDefinition<TEntity, TEntity> Of<TEntity>(string name)
        where TEntity : class => new(name, entity => entity);

    /// <summary>A list over one entity that shows the rows of another it points at: search words and what they found.</summary>
    public static ListDefinition<TRoot, TRow> Of<TRoot, TRow>(string name, Expression<Func<TRoot, TRow>> row)
        where TRoot : class => new(name, row);
}
