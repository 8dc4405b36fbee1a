using System.Globalization;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>
/// The statements of a search. It goes through the newest jobs by their ids, which are in order of time, and needs no index of its own: it would cost each
/// job something, and hardly any is ever looked for. Dead ones are few, and have one.
/// </summary>
internal static class JobSearch
{
    private const int MostLookedAt = 10_000;

    public static SqlStatement Find(JobSql sql, JobQuery query)
    {
        var (table, columns) = IsOpen(query) ? (sql.Jobs, JobSql.OpenView) : (sql.Finished, JobSql.EndedView);
        var values = new List<object?> { (int)query.Status, query.Most };
        var newest = $"select * from {table} where {Range(query, values)} order by id desc limit {MostLookedAt}";
        var wanted = "state = $1" + And("kind = {0}", query.Kind, values) + And("replace(args, {0}, '') <> args", query.Argument, values);
        return new($"select {columns} from ({newest}) as newest where {wanted} order by id desc limit $2", [.. values]);
    }

    /// <summary>The last job that a look went to; none when it saw all.</summary>
    public static SqlStatement LookedTo(JobSql sql, JobQuery query)
    {
        var values = new List<object?>();
        return new($"select id from {(IsOpen(query) ? sql.Jobs : sql.Finished)} where {Range(query, values)} order by id desc limit 1 offset {MostLookedAt - 1}", [.. values]);
    }

    private static bool IsOpen(JobQuery query) => query.Status is JobStatus.Waiting or JobStatus.Running or JobStatus.Scheduled;

    private static string Range(JobQuery query, List<object?> values) => (query.Status == JobStatus.Dead ? "state = 4" : "1 = 1") + And("id < {0}", query.Before, values);

    private static string And(string condition, object? value, List<object?> values)
    {
        if (value is null)
        {
            return "";
        }

        values.Add(value);
        return " and " + string.Format(CultureInfo.InvariantCulture, condition, $"${values.Count}");
    }
}
