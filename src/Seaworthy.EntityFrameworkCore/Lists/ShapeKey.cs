namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// What makes one statement differ from another; values never do. "The page before" is the page after in the other order,
/// so it needs no shape of its own.
/// </summary>
/// <param name="Kind">A page after a cursor, a page by number, a count, or one row by its key.</param>
/// <param name="Sort">Index of the order, or of the facet.</param>
/// <param name="Descending">Its direction, as the statement reads it.</param>
/// <param name="Filters">Bit per filter in use.</param>
/// <param name="Fields">Bit per field that is selected.</param>
/// <param name="Take">
/// The most rows, written into the statement; 0 for a number that comes as a parameter. PostgreSQL guesses a tenth of the
/// table for a parameter, so the plan it could keep looks dear beside one for the number at hand, and it plans anew each
/// time: half of what a page costs it.
/// </param>
internal readonly record struct ShapeKey(ShapeKind Kind, int Sort, bool Descending, ulong Filters, ulong Fields, int Take = 0);

/// <summary>The statements of a list.</summary>
internal enum ShapeKind
{
    /// <summary>The first page of an order.</summary>
    First,

    /// <summary>The page after a cursor.</summary>
    After,

    /// <summary>A page by number.</summary>
    Offset,

    /// <summary>How many rows there are.</summary>
    Count,

    /// <summary>One row by its key.</summary>
    Single,

    /// <summary>How many rows there are of each value.</summary>
    Facet,
}
