using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>Whose changes are written down, in a service's model.</summary>
public static class AuditedModel
{
    private const string Kind = "Seaworthy:Audited";
    private const string Id = "Seaworthy:AuditedId";

    /// <summary>
    /// What is added, changed and removed of this entity is a line of the trail, in the transaction of the change. Changes that do not go through the
    /// context (<c>ExecuteUpdate</c>, statements of your own) are told by <c>NoteTrail</c>.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <param name="kind">What it is called there.</param>
    /// <param name="id">What tells one from another. Null (default): the primary key.</param>
    public static EntityTypeBuilder<TEntity> Audited<TEntity>(
        this EntityTypeBuilder<TEntity> entity, string kind, Expression<Func<TEntity, object>>? id = null)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        entity.Metadata.SetAnnotation(Kind, kind);
        if (id is not null)
        {
            var body = id.Body is UnaryExpression boxed ? boxed.Operand : id.Body;
            entity.Metadata.SetAnnotation(Id, ((MemberExpression)body).Member.Name);
        }

        return entity;
    }

    /// <summary>What an entity is called in the trail; null where nobody asked for it.</summary>
    internal static string? AuditedKind(this IReadOnlyEntityType entity) => entity.FindAnnotation(Kind)?.Value as string;

    /// <summary>Whether the id is the database's to give, and so not known before the row is written.</summary>
    internal static bool HasIdToCome(this EntityEntry entry) => IdsOf(entry).Any(id => id.IsTemporary);

    internal static string IdOf(this EntityEntry entry) =>
        string.Join(',', IdsOf(entry).Select(id => Convert.ToString(id.CurrentValue, CultureInfo.InvariantCulture)));

    private static IEnumerable<PropertyEntry> IdsOf(EntityEntry entry) => entry.Metadata.FindAnnotation(Id)?.Value is string name
        ? [entry.Property(name)]
        : entry.Metadata.FindPrimaryKey()!.Properties.Select(property => entry.Property(property));
}
