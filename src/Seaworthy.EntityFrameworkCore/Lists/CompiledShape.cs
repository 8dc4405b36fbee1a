using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>A statement as EF Core translated it, ready to run with other values.</summary>
/// <param name="Sql">The text; the same string each time, so that the connection finds it prepared.</param>
/// <param name="Parameters">Its parameters in order, each with the slot its value stands in.</param>
/// <param name="Columns">Column of each field, by the field's index; -1 for fields that are not selected.</param>
/// <param name="SortColumn">Column of the order's value; -1 where the shape has none.</param>
/// <param name="KeyColumn">Column of the key; -1 where the shape has none.</param>
internal sealed record CompiledShape(
    string Sql, IReadOnlyList<(DbParameter Template, int Slot)> Parameters, int[] Columns, int SortColumn, int KeyColumn)
{
    /// <summary>A command on <paramref name="connection"/> with the values of <paramref name="slots"/>.</summary>
    public DbCommand Command(DbConnection connection, DatabaseEngine engine, ReadOnlySpan<object?> slots)
    {
        var command = connection.CreateCommand();
        command.CommandText = Sql;
        foreach (var (template, slot) in Parameters)
        {
            var parameter = engine.Clone(template);
            parameter.Value = slots[slot] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
