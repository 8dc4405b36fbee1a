using System.Text.Json;

namespace Seaworthy.Api.Dialects;

/// <summary>How a dialect asks for a page by number and answers it (R41).</summary>
/// <param name="StartParameter">Query parameter that says where the page starts: a page number from 1, or rows to skip from 0.</param>
/// <param name="StartsAtPage">True when <paramref name="StartParameter"/> counts pages, false when it counts rows.</param>
/// <param name="SizeParameter">Query parameter that says how many rows.</param>
/// <param name="DefaultSize">Rows of a page where the caller does not say.</param>
/// <param name="MaxSize">Most rows of a page; more is refused, never cut silently.</param>
/// <param name="Members">The members of the answer, in order.</param>
public sealed record PageShape(
    string StartParameter,
    bool StartsAtPage,
    string SizeParameter,
    int DefaultSize,
    int MaxSize,
    IReadOnlyList<(string Name, PageMember Member)> Members)
{
    /// <summary>What a start that is no number or too small is answered with, where a document has a sentence for it; null for the usual words.</summary>
    public string? StartRule { get; init; }

    /// <summary>The same for the size.</summary>
    public string? SizeRule { get; init; }

    /// <summary><c>page,size → items,total,page,size,pages</c> (S0).</summary>
    public static PageShape PageAndSize { get; } = new("page", true, "size", 20, 100,
    [
        ("items", PageMember.Items), ("total", PageMember.Total), ("page", PageMember.Page), ("size", PageMember.Size),
        ("pages", PageMember.Pages),
    ]);

    /// <summary><c>skip,limit → items,total,skip,limit,has_more</c> (S1).</summary>
    public static PageShape SkipAndLimit { get; } = new("skip", false, "limit", 20, 50,
    [
        ("items", PageMember.Items), ("total", PageMember.Total), ("skip", PageMember.Skip), ("limit", PageMember.Size),
        ("has_more", PageMember.HasNext),
    ]);

    /// <summary><c>page,page_size → status,data,total,page,page_size,total_pages,has_next,has_prev</c> (S2).</summary>
    public static PageShape StatusAndData { get; } = new("page", true, "page_size", 50, 1000,
    [
        ("status", PageMember.Success), ("data", PageMember.Items), ("total", PageMember.Total), ("page", PageMember.Page),
        ("page_size", PageMember.Size), ("total_pages", PageMember.Pages), ("has_next", PageMember.HasNext),
        ("has_prev", PageMember.HasPrevious),
    ]) { StartRule = "Page must be >= 1", SizeRule = "Page size must be between 1 and 1000" };

    /// <summary><c>offset,limit → items,total,offset,limit</c>: the todos' first version (S3).</summary>
    public static PageShape OffsetAndLimit { get; } = new("offset", false, "limit", 50, 100,
    [
        ("items", PageMember.Items), ("total", PageMember.Total), ("offset", PageMember.Skip), ("limit", PageMember.Size),
    ]);

    /// <summary><c>page,limit → rides,totalPages,currentPage</c> (S4).</summary>
    public static PageShape RidesAndPages { get; } = new("page", true, "limit", 20, 100,
    [
        ("rides", PageMember.Items), ("totalPages", PageMember.Pages), ("currentPage", PageMember.Page),
    ]);

    /// <summary>Writes everything of the page but its rows, which <paramref name="items"/> writes as one array.</summary>
    public void Write(Utf8JsonWriter json, in PageNumbers numbers, Action<Utf8JsonWriter> items)
    {
        json.WriteStartObject();
        foreach (var (name, member) in Members)
        {
            json.WritePropertyName(name);
            WriteMember(json, member, numbers, items);
        }

        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, PageMember member, in PageNumbers page, Action<Utf8JsonWriter> items)
    {
        switch (member)
        {
            case PageMember.Items: items(json); break;
            case PageMember.Total: json.WriteNumberValue(page.Total); break;
            case PageMember.Page: json.WriteNumberValue(page.Number); break;
            case PageMember.Size: json.WriteNumberValue(page.Size); break;
            case PageMember.Skip: json.WriteNumberValue(page.Skip); break;
            case PageMember.Pages: json.WriteNumberValue(page.Pages); break;
            case PageMember.HasNext: json.WriteBooleanValue(page.HasNext); break;
            case PageMember.HasPrevious: json.WriteBooleanValue(page.HasPrevious); break;
            case PageMember.Success: json.WriteStringValue("success"); break;
            default: throw new ArgumentOutOfRangeException(nameof(member), member, "is no member of a page");
        }
    }
}

/// <summary>What a member of a page's answer holds.</summary>
public enum PageMember
{
    /// <summary>The rows.</summary>
    Items,

    /// <summary>How many rows there are in all.</summary>
    Total,

    /// <summary>The page's number, from 1.</summary>
    Page,

    /// <summary>How many rows a page holds.</summary>
    Size,

    /// <summary>How many rows come before it.</summary>
    Skip,

    /// <summary>How many pages there are.</summary>
    Pages,

    /// <summary>Whether a page follows.</summary>
    HasNext,

    /// <summary>Whether a page comes before.</summary>
    HasPrevious,

    /// <summary>The word <c>success</c>.</summary>
    Success,
}

/// <summary>The numbers of a page.</summary>
/// <param name="Skip">Rows before it.</param>
/// <param name="Size">Rows a page holds.</param>
/// <param name="Total">Rows in all.</param>
public readonly record struct PageNumbers(long Skip, int Size, long Total)
{
    /// <summary>From 1.</summary>
    public long Number => (Skip / Size) + 1;

    /// <summary>Total over size, rounded up.</summary>
    public long Pages => (Total + Size - 1) / Size;

    /// <summary>Whether rows follow this page.</summary>
    public bool HasNext => Skip + Size < Total;

    /// <summary>Whether rows come before this page.</summary>
    public bool HasPrevious => Skip > 0;
}
