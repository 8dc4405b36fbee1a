using System.Collections.Immutable;
using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.History;
using Seaworthy.Workforce.Scores;
using Seaworthy.Workforce.Users;
using Seaworthy.Workforce.Workflows;

namespace Seaworthy.Workforce.Dashboard;

/// <summary>
/// The lines of a company with all that belongs to them, in one statement however many there are (R30): the document asks once for
/// each line and each of its parts.
/// </summary>
internal sealed class ChroRows(Session<WorkforceDb> session)
{
    // The total comes with every row, and also where the page is empty.
    private readonly Lazy<string> _sql = new(() => $"""
        select n.total, e.id, w.id, w.name, w.status, s.id, s.score, s.created_at, h.id, h.score, h.status, h.updated_at, u.id, u.username, u.full_name
        from (select count(*) as total from {session.TableOf<ChroDashboardEntry>()} where company_id = $1) n
        left join (select id, workflow_id, etter_score_id, validated_score_id from {session.TableOf<ChroDashboardEntry>()}
                   where company_id = $1 order by id limit $2 offset $3) e on 1 = 1
        left join {session.TableOf<Workflow>()} w on w.id = e.workflow_id
        left join {session.TableOf<EtterScore>()} s on s.id = e.etter_score_id
        left join {session.TableOf<UserWorkflowHistory>()} h on h.id = e.validated_score_id
        left join {session.TableOf<User>()} u on u.id = h.user_id
        order by e.id
        """);

    public async Task<ChroRead> ReadAsync(long company, int size, long skip, CancellationToken cancellationToken)
    {
        var rows = await session.OfTenant(company).ReadAsync(new(_sql.Value, company, (long)size, skip), row => (Total: row.GetInt64(0), Entry: Read(row)), cancellationToken);
        return new(rows[0].Total, [.. rows.Select(row => row.Entry).OfType<ChroEntry>()]);
    }

    private static ChroEntry? Read(DbDataReader row) => row.IsDBNull(1) ? null : new(
        row.GetInt64(1),
        new(row.GetInt64(2), row.GetString(3), row.GetString(4)),
        row.IsDBNull(5) ? null : new(row.GetInt64(5), row.GetInt32(6), Utc(row, 7)),
        row.IsDBNull(8) ? null : new(
            row.GetInt64(8), row.IsDBNull(9) ? null : row.GetInt32(9), row.GetString(10), Utc(row, 11),
            new(row.GetInt64(12), row.GetString(13), row.GetString(14))));

    private static DateTime Utc(DbDataReader row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);
}

/// <summary>A page of them.</summary>
/// <param name="Total">How many lines the company has.</param>
/// <param name="Entries">Those of the page.</param>
internal sealed record ChroRead(long Total, ImmutableArray<ChroEntry> Entries);
