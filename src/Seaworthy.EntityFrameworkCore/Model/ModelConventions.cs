using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.EntityFrameworkCore.Model;

/// <summary>What every service's model has in common.</summary>
public static class ModelConventions
{
    /// <summary>Instants are UTC; call from <c>ConfigureConventions</c>.</summary>
    public static void AddSeaworthyTypes(this ModelConfigurationBuilder configuration) =>
        configuration.Properties<DateTime>().HaveConversion<UtcDateTime>();

    /// <summary>
    /// Puts the tables into <paramref name="schema"/> where the engine has schemas, names columns in snake_case, and refuses
    /// types that the engines compare differently; call at the end of <c>OnModelCreating</c>.
    /// </summary>
    /// <exception cref="NotSupportedException">
    /// A property is <c>decimal</c>, <c>double</c>, <c>float</c> or <c>DateTimeOffset</c>; or a table points at the tenants' own without <c>OfTenant</c>.
    /// </exception>
    public static void UseSeaworthy(this ModelBuilder model, string schema, string? provider)
    {
        if (provider?.Contains("Npgsql", StringComparison.Ordinal) == true)
        {
            model.HasDefaultSchema(schema);
        }

        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                Refuse(property);
                property.SetColumnName(SnakeCase(property.Name));
            }
        }

        model.Model.CheckTenants();
    }

    /// <summary>The table of an entity with its schema, for statements of your own: <c>grocery.orders</c>, or <c>orders</c>.</summary>
    public static string TableOf<TEntity>(this DbContext context)
        where TEntity : class => context.Model.FindEntityType(typeof(TEntity))?.GetSchemaQualifiedTableName()
        ?? throw new InvalidOperationException($"{typeof(TEntity).Name} has no table in {context.GetType().Name}.");

    private static void Refuse(IMutableProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type == typeof(decimal) || type == typeof(double) || type == typeof(float) || type == typeof(DateTimeOffset))
        {
            throw new NotSupportedException(
                $"{property.DeclaringType.DisplayName()}.{property.Name} is {type.Name}, which SQLite and PostgreSQL compare differently. "
                + "Use long minor units for money and DateTime of kind Utc for instants.");
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
