using System.Data.Common;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>Many rows into SQLite: one command, run for one row after the other.</summary>
internal static class SqliteRows
{
    public static async Task InsertAsync(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
        for (var i = 0; i < columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static async Task<IReadOnlyList<int>> ExecuteAsync(
        DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<object[]> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        var changed = new List<int>(rows.Count);
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            for (var i = 0; i < row.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"${i + 1}";
                parameter.Value = row[i];
                command.Parameters.Add(parameter);
            }

            changed.Add(await command.ExecuteNonQueryAsync(cancellationToken));
        }

        return changed;
    }
}
