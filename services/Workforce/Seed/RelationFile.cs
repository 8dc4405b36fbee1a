using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Seeding;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Roles;

namespace Seaworthy.Workforce.Seed;

/// <summary>From one occupation to another.</summary>
internal sealed record RelationRow(string Role, string Title, string Related, string RelatedTitle, string Tier, int Place);

/// <summary>Which occupations are near to which. A relation has a direction.</summary>
internal sealed class RelationFile(Session<WorkforceDb> session) : IReferenceFile<RelationRow>
{
    private const int MostTier = 100;

    public string What => "relations";

    public (RelationRow? Row, string? Fault) Read(IReadOnlyList<string> record, CsvColumns columns)
    {
        var fault = (string?)null;
        var role = ReferenceText.Code(record, columns, "code", ref fault);
        var title = ReferenceText.Text(record, columns, "title", RoleRows.MostTitle, ref fault);
        var related = ReferenceText.Code(record, columns, "related_code", ref fault);
        var relatedTitle = ReferenceText.Text(record, columns, "related_title", RoleRows.MostTitle, ref fault);
        var tier = ReferenceText.Text(record, columns, "tier", MostTier, ref fault);
        var place = ReferenceText.Number(record, columns, "index", 1, 10_000, ref fault);
        fault ??= place is null ? "has no index" : role == related ? "relates an occupation to itself" : null;
        return fault is null ? (new(role!, title!, related!, relatedTitle!, tier!, (int)place!.Value), null) : (null, fault);
    }

    public string KeyOf(RelationRow row) => $"{row.Role} {row.Related}";

    public Task<(int Added, int Changed)> LoadAsync(IReadOnlyList<RelationRow> rows, CancellationToken cancellationToken) =>
        session.WriteAsync((db, ct) => LoadAsync(db, rows, ct), cancellationToken, touches: _ => [Touched.Reference]);

    private static async Task<(int Added, int Changed)> LoadAsync(WorkforceDb db, IReadOnlyList<RelationRow> rows, CancellationToken cancellationToken)
    {
        var roles = await RoleRows.EnsureAsync(
            db, rows.Select(row => (row.Role, row.Title)).Concat(rows.Select(row => (row.Related, row.RelatedTitle))), cancellationToken);
        var from = rows.Select(row => roles[row.Role].Id).Distinct().ToList();
        var known = await db.Set<RoleAdjacency>().Where(a => from.Contains(a.RoleId)).ToDictionaryAsync(a => (a.RoleId, a.RelatedId), cancellationToken);
        var (added, changed) = (0, 0);
        foreach (var row in rows)
        {
            var key = (roles[row.Role].Id, roles[row.Related].Id);
            if (!known.TryGetValue(key, out var relation))
            {
                db.Add(new RoleAdjacency { RoleId = key.Item1, RelatedId = key.Item2, Tier = row.Tier, Place = row.Place });
                added++;
            }
            else if (relation.Tier != row.Tier || relation.Place != row.Place)
            {
                (relation.Tier, relation.Place) = (row.Tier, row.Place);
                changed++;
            }
        }

        return (added, changed);
    }
}
