using System.Text;

namespace Seaworthy.EntityFrameworkCore.Migrations;

/// <summary>Migrations as one text for <c>psql</c> or <c>sqlite3</c>: all that <c>up</c> runs, the history too.</summary>
internal static class MigrationScript
{
    public static string Of(MigrationHistory history, IReadOnlyList<(string Id, IReadOnlyList<MigrationBatch> Batches)> pending)
    {
        var script = new StringBuilder();
        if (pending.Count > 0)
        {
            Append(script, history.Create);
        }

        foreach (var (id, batches) in pending)
        {
            script.Append("-- ").AppendLine(id);
            foreach (var batch in batches)
            {
                Append(script, batch.InTransaction ? ["begin", .. batch.Statements, "commit"] : batch.Statements);
            }
        }

        return script.ToString();
    }

    // Some statements come with their semicolon, some without.
    private static void Append(StringBuilder script, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            script.Append(statement.TrimEnd(' ', '\r', '\n', ';')).AppendLine(";");
        }
    }
}
