using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Workforce.Documents;

/// <summary>The documents of the caller's company, newest first.</summary>
internal static class DocumentLists
{
    private const int CutAt = 1000;

    private static readonly FilterValue Status = new(typeof(string), $"one of {string.Join(", ", DocumentStatus.All)}", text =>
        DocumentStatus.All.Contains(text) ? text : null);

    public static ListDefinition<Document, Document> All { get; } = Fields(List.Of<Document>("documents"), CutAt)
        .Filter<string>("status", Status, (d, status) => d.Status == status)
        .Sort("created_at", d => d.CreatedAt, descending: true)
        .Strict();

    public static ListDefinition<Document, Document> Item { get; } = Fields(List.Of<Document>("document"), cutAt: null);

    private static ListDefinition<Document, Document> Fields(ListDefinition<Document, Document> list, int? cutAt) => list
        .Key(d => d.Id)
        .Within<long>((d, tenant) => d.TenantId == tenant)
        .Field("id", d => d.Id)
        .Field("title", d => d.Title)
        .Field("status", d => d.Status)
        .Field("content", d => d.Content, cutAt: cutAt)
        .Field("created_at", d => d.CreatedAt)
        .Field("updated_at", d => d.UpdatedAt);
}
