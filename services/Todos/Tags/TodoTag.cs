using Seaworthy.Todos.Items;

namespace Seaworthy.Todos.Tags;

/// <summary>That a todo has a tag.</summary>
internal sealed class TodoTag
{
    public long TagId { get; set; }

    public Tag Tag { get; set; } = null!;

    public long TodoId { get; set; }

    public Todo Todo { get; set; } = null!;
}
