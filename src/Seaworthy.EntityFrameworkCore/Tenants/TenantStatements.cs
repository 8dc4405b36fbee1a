using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.EntityFrameworkCore.Tenants;

/// <summary>
/// Statements of a service's own, which no query filter reaches: one that names a table of tenants must have its session's tenant among its
/// values. Each text is looked through once.
/// </summary>
internal sealed class TenantStatements
{
    // Texts are written by code; one that is put together anew each time is looked through each time.
    private const int MostTexts = 1000;
    private readonly ConcurrentDictionary<string, bool> _namesTenants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;
    private readonly Regex _tables;

    private TenantStatements(IReadOnlyList<IReadOnlyEntityType> entities)
    {
        _names = [.. entities.Select(entity => entity.GetTableName()!)];
        var tables = entities.Select(entity => Regex.Escape(entity.GetSchemaQualifiedTableName()!));
        _tables = new($"(?<![\\w.])(?:{string.Join('|', tables)})(?![\\w.])", RegexOptions.CultureInvariant);
    }

    /// <summary>Those of a model; null where no rows are of tenants.</summary>
    public static TenantStatements? Of(IReadOnlyModel model)
    {
        var entities = model.GetEntityTypes().Where(entity => entity.TenantOf() is not null).ToList();
        return entities.Count == 0 ? null : new(entities);
    }

    /// <exception cref="ForeignRowException">It would read or write rows of others.</exception>
    public void Check(SqlStatement statement, TenantScope scope)
    {
        if (scope.IsAll || !NamesTenants(statement.Sql))
        {
            return;
        }

        foreach (var value in statement.Values)
        {
            if (value is long id && id == scope.Tenant && id > 0)
            {
                return;
            }
        }

        throw new ForeignRowException(
            $"A session of {scope} was to run a statement over a table of tenants that has no tenant among its values: {statement.Sql}");
    }

    /// <exception cref="ForeignRowException">Rows that go in unseen must be meant for whoever they say they are of.</exception>
    public void CheckBulk(string table, TenantScope scope)
    {
        if (!scope.IsAll && _names.Contains(table))
        {
            throw new ForeignRowException($"A session of {scope} was to fill {table}, whose rows are of tenants. Bulk work over them is done by AllTenants().");
        }
    }

    private bool NamesTenants(string sql)
    {
        if (!_namesTenants.TryGetValue(sql, out var names))
        {
            names = _tables.IsMatch(sql);
            if (_namesTenants.Count < MostTexts)
            {
                _namesTenants[sql] = names;
            }
        }

        return names;
    }
}
