using Microsoft.EntityFrameworkCore.Migrations;

namespace Seaworthy.EntityFrameworkCore.Migrations;

/// <summary>
/// Statements of a migration that run in one transaction, or outside any where they say that they must: an index built
/// beside writers, SQLite's foreign keys off while a table is rebuilt. What came before those is then committed already.
/// </summary>
internal sealed record MigrationBatch(bool InTransaction, IReadOnlyList<string> Statements)
{
    /// <summary>Almost always one; the last one holds the line of history.</summary>
    public static IReadOnlyList<MigrationBatch> Of(IReadOnlyList<MigrationCommand> commands, string history)
    {
        var batches = new List<(bool InTransaction, List<string> Statements)>();
        foreach (var (inTransaction, statement) in commands.Select(command => (!command.TransactionSuppressed, command.CommandText)).Append((true, history)))
        {
            if (batches.Count == 0 || batches[^1].InTransaction != inTransaction)
            {
                batches.Add((inTransaction, []));
            }

            batches[^1].Statements.Add(statement);
        }

        return [.. batches.Select(batch => new MigrationBatch(batch.InTransaction, batch.Statements))];
    }
}
