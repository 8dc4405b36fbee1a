using System.Text.RegularExpressions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// Both engines walk an index from exactly one place when a page's start is written as <c>(a, id) &lt; (x, y)</c>; any form
/// without row values reads all rows that share the value <c>a</c>, and a popular price has thousands. LINQ cannot say it
/// for both engines, so the statement is translated from the long form and put into the short one here.
/// </summary>
internal static partial class RowValues
{
    public static string Use(string sql)
    {
        var found = LongForm().Matches(sql);
        return found.Count == 1
            ? LongForm().Replace(sql, "(${a}, ${id}) ${beyond} (${x}, ${y})")
            : throw new InvalidOperationException($"A page's start was translated to something unexpected: {sql}");
    }

    // a <= @x AND (a < @x OR id < @y), as ShapeCompiler.After builds it; names hold no blanks.
    [GeneratedRegex(@"(?<a>\S+) [<>]= (?<x>@\w+) AND \(\k<a> (?<beyond>[<>]) \k<x> OR (?<id>\S+) \k<beyond> (?<y>@\w+)\)")]
    private static partial Regex LongForm();
}
