using System.Globalization;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>
/// The triggers that make the table append-only, and how retention passes them: with PostgreSQL by naming, for its own transaction, the instant before
/// which lines may go; SQLite has no such word, and its one writer takes the trigger away and puts it back in the transaction that deletes.
/// </summary>
internal static class TrailGuard
{
    private const string Setting = "seaworthy.trail_until";
    private const string NoDelete = "audit_trail_keeps";
    private const string Message = "audit_trail is append-only; seaworthy trail prune takes old lines away";

    private static readonly string CreateNoDelete = $"create trigger {NoDelete} before delete on {TrailTable.Name} begin select raise(abort, '{Message}'); end";

    public static IReadOnlyList<string> Sqlite { get; } =
    [
        $"create trigger audit_trail_stays before update on {TrailTable.Name} begin select raise(abort, '{Message}'); end",
        CreateNoDelete,
        // REPLACE deletes without asking a trigger that deletes are asked.
        $"create trigger audit_trail_once before insert on {TrailTable.Name} when exists (select 1 from {TrailTable.Name} where id = new.id) begin select raise(abort, '{Message}'); end",
    ];

    /// <summary>What runs before lines are deleted, and what after, in one transaction.</summary>
    public static (IReadOnlyList<SqlStatement> Before, IReadOnlyList<SqlStatement> After) Open(DatabaseEngine engine, DateTime until) => engine.Schema is null
        ? ([new($"drop trigger {NoDelete}")], [new(CreateNoDelete)])
        : ([new($"select set_config('{Setting}', $1, true)", until.ToString("O", CultureInfo.InvariantCulture))], []);

    public static IReadOnlyList<string> PostgreSql(string schema) =>
    [
        $"""
        create function "{schema}".audit_trail_append_only() returns trigger language plpgsql as $$
        begin
            if tg_op = 'DELETE' then
                if old.at < nullif(current_setting('{Setting}', true), '')::timestamptz then
                    return old;
                end if;
            end if;
            raise exception '{Message}' using errcode = 'integrity_constraint_violation';
        end
        $$
        """,
        $"create trigger audit_trail_stays before update or delete on \"{schema}\".{TrailTable.Name} for each row execute function \"{schema}\".audit_trail_append_only()",
        $"create trigger audit_trail_keeps before truncate on \"{schema}\".{TrailTable.Name} for each statement execute function \"{schema}\".audit_trail_append_only()",
    ];

    public static string DropPostgreSql(string schema) => $"drop function \"{schema}\".audit_trail_append_only()";
}
