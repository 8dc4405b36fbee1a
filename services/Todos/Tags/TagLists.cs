using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Todos.Tags;

/// <summary>How tags are shown.</summary>
internal static class TagLists
{
    public static ListDefinition<Tag, Tag> All { get; } = Fields(List.Of<Tag>("tags"))
        .Sort("name", tag => tag.NameKey)
        .Strict();

    public static ListDefinition<Tag, Tag> Item { get; } = Fields(List.Of<Tag>("tag"));

    private static ListDefinition<Tag, Tag> Fields(ListDefinition<Tag, Tag> list) => list
        .Key(tag => tag.Id)
        .Field("id", tag => tag.Id)
        .Field("name", tag => tag.Name)
        .Field("version", tag => tag.Version);
}
