namespace Seaworthy.Messaging;

/// <summary>How large an event may be. One that a table or the broker does not take would keep all behind it waiting, so that it is refused while it can still be rolled back.</summary>
internal static class EventBounds
{
    /// <summary>Characters of a key. It stands in indexes, behind the name of a contract or a consumer, and PostgreSQL takes no entry of more than some 2,700 bytes.</summary>
    public const int Key = 500;

    /// <summary>Characters of a body. RabbitMQ 4 takes no message above 16 MiB, and closes the channel of whoever sends one.</summary>
    public const int Body = 1_000_000;

    /// <exception cref="ArgumentException">It is larger.</exception>
    public static void Check(string contract, string key, string body)
    {
        if (key.Length > Key)
        {
            throw new ArgumentException($"The key of an event {contract} has {key.Length} characters, and {Key} are the most: let its contract make the key of an id and not of a text.", nameof(key));
        }

        if (body.Length > Body)
        {
            throw new ArgumentException($"An event {contract} has {body.Length} characters of JSON, and {Body} are the most: let it name what it is about, and its consumers ask for the rest.", nameof(body));
        }
    }
}
