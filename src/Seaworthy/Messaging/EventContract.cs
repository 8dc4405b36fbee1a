namespace Seaworthy.Messaging;

/// <summary>
/// What one service promises to tell others (R22, R90): a name, a version and a shape. Kept in a static member beside the record; the name and the version are
/// what travels, so that both sides may be of different age. A shape that old readers would misread is another version, under which it is published beside the
/// old one for as long as somebody reads that.
/// </summary>
/// <typeparam name="TEvent">A record that JSON can hold.</typeparam>
/// <param name="name">Service and event, in lower-case words with hyphens: <c>grocery.stock-changed</c>. Never used again for another event.</param>
/// <param name="version">1 and up.</param>
/// <param name="key">Events of one key are handled in the order in which they were published: the id of the thing that they are about.</param>
public sealed class EventContract<TEvent>(string name, int version, Func<TEvent, string> key)
{
    /// <summary>What travels: <c>grocery.stock-changed.v1</c>.</summary>
    public string Name { get; } = $"{name}.v{version}";

    internal string KeyOf(TEvent told) => key(told);
}
