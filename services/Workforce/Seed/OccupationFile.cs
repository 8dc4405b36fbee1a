using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Seeding;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Roles;

namespace Seaworthy.Workforce.Seed;

/// <summary>An occupation.</summary>
internal sealed record OccupationRow(string Code, string Title, string Description, int? JobZone, long? Headcount, long? AvgSalary);

/// <summary>Occupations with what they are, how many people have them, and their wage.</summary>
internal sealed class OccupationFile(Session<WorkforceDb> session) : IReferenceFile<OccupationRow>
{
    private const int MostDescription = 4000;

    public string What => "occupations";

    public (OccupationRow? Row, string? Fault) Read(IReadOnlyList<string> record, CsvColumns columns)
    {
        var fault = (string?)null;
        var code = ReferenceText.Code(record, columns, "code", ref fault);
        var title = ReferenceText.Text(record, columns, "title", RoleRows.MostTitle, ref fault);
        var description = ReferenceText.Text(record, columns, "description", MostDescription, ref fault, required: false);
        var zone = ReferenceText.Number(record, columns, "job_zone", 1, 5, ref fault);
        var headcount = ReferenceText.Number(record, columns, "headcount", 0, 10_000_000_000, ref fault);
        var wage = ReferenceText.Number(record, columns, "avg_salary", 1, 10_000_000, ref fault);
        return fault is null ? (new(code!, title!, description ?? "", (int?)zone, headcount, wage * 100), null) : (null, fault);
    }

    public string KeyOf(OccupationRow row) => row.Code;

    public Task<(int Added, int Changed)> LoadAsync(IReadOnlyList<OccupationRow> rows, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            var codes = rows.Select(row => row.Code).ToList();
            var known = await db.Roles.Where(role => codes.Contains(role.Code)).Select(role => role.Code).ToListAsync(ct);
            var roles = await RoleRows.EnsureAsync(db, rows.Select(row => (row.Code, row.Title)), ct);
            var changed = rows.Count(row => Become(roles[row.Code], row) && known.Contains(row.Code));
            return (rows.Count - known.Count, changed);
        },
        cancellationToken,
        touches: _ => [Touched.Reference]);

    private static bool Become(Role role, OccupationRow row)
    {
        if (role.Title == row.Title && role.Description == row.Description && role.JobZone == row.JobZone && role.Headcount == row.Headcount && role.AvgSalary == row.AvgSalary)
        {
            return false;
        }

        (role.Title, role.TitleKey, role.Description) = (row.Title, SearchText.KeyOf(row.Title), row.Description);
        (role.JobZone, role.Headcount, role.AvgSalary) = (row.JobZone, row.Headcount, row.AvgSalary);
        return true;
    }
}
