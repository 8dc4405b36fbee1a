using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Cafe.Tables;

/// <summary>The tables of the caller's restaurant. Nothing of a token is in them.</summary>
internal static class TableLists
{
    public static ListDefinition<Table, Table> All { get; } = Fields(List.Of<Table>("tables"))
        .Sort("name", t => t.Name)
        .Strict();

    public static ListDefinition<Table, Table> Item { get; } = Fields(List.Of<Table>("table"));

    private static ListDefinition<Table, Table> Fields(ListDefinition<Table, Table> list) => list
        .Key(t => t.Id)
        .Within<long>((t, restaurant) => t.RestaurantId == restaurant)
        .Field("id", t => t.Id)
        .Field("name", t => t.Name)
        .Field("seats", t => t.Seats)
        .Field("code_since", t => t.TokenAt)
        .Field("created_at", t => t.CreatedAt)
        .Field("version", t => t.Version);
}
