namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>How an endpoint is asked for a part of its rows.</summary>
internal enum ListPaging
{
    /// <summary>Not at all: one row has no pages and no order.</summary>
    None,

    /// <summary>By cursor and limit.</summary>
    ByCursor,

    /// <summary>By a page's number, or by rows to skip.</summary>
    ByNumber,
}
