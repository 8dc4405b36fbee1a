using System.Data.Common;
using System.Text.Json;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>The members of one row.</summary>
internal static class RowJson
{
    /// <summary>Those of a row that is at hand.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ListField> fields, object row)
    {
        foreach (var field in fields.Where(field => !field.OnRequest))
        {
            field.Write(json, row);
        }
    }

    public static void Write(
        Utf8JsonWriter json, IReadOnlyList<ListField> fields, CompiledShape shape, ulong wanted, DbDataReader row)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if ((wanted & (1UL << i)) != 0)
            {
                fields[i].Write(json, row, shape.Columns[i]);
            }
        }
    }
}
