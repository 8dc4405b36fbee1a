using System.Collections.Immutable;
using Seaworthy.Api.Dialects;

namespace Seaworthy.Workforce.Dashboard;

/// <summary>A page of the dashboard, in the document's shape of pages.</summary>
internal sealed record ChroPage(
    string Status, ImmutableArray<ChroEntry> Data, long Total, long Page, int PageSize, long TotalPages, bool HasNext, bool HasPrev)
{
    public static ChroPage Of(ChroRead read, in PageNumbers numbers) =>
        new("success", read.Entries, read.Total, numbers.Number, numbers.Size, numbers.Pages, numbers.HasNext, numbers.HasPrevious);
}
