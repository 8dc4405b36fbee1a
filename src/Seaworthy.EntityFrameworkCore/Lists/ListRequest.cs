namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>What a caller asks of a list, read and checked.</summary>
internal sealed class ListRequest
{
    /// <summary>Index of the order.</summary>
    public int Sort { get; set; }

    /// <summary>The order's direction, as the caller sees it.</summary>
    public bool Descending { get; set; }

    /// <summary>Bit per filter in use.</summary>
    public ulong Filters { get; set; }

    /// <summary>Bit per field to show.</summary>
    public ulong Fields { get; set; }

    /// <summary>Bit per set of child rows to show.</summary>
    public ulong Children { get; set; } = ulong.MaxValue;

    /// <summary>Rows of the page.</summary>
    public int Size { get; set; }

    /// <summary>Rows before the page; for pages by number.</summary>
    public long Skip { get; set; }

    /// <summary>The cursor as sent, or null for the first page.</summary>
    public string? Cursor { get; set; }

    /// <summary>Values by slot, see <see cref="ShapeCompiler{TRoot,TRow}"/>.</summary>
    public object?[] Slots { get; } = new object?[Lists.Slots.Count];
}
