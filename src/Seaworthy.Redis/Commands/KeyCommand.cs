using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Commands;

/// <summary>A command with one key and nothing else.</summary>
/// <param name="head">Its array head and name, as on the wire.</param>
internal readonly ref struct KeyCommand(ReadOnlySpan<byte> head, ReadOnlySpan<byte> key) : ICommand
{
    public static ReadOnlySpan<byte> Get => "*2\r\n$3\r\nGET\r\n"u8;

    public static ReadOnlySpan<byte> Increment => "*2\r\n$4\r\nINCR\r\n"u8;

    private readonly ReadOnlySpan<byte> _head = head;
    private readonly ReadOnlySpan<byte> _key = key;

    public int MostBytes => checked(_head.Length + RespWriter.MostFor(_key.Length));

    public void Write(ref RespWriter writer)
    {
        writer.Raw(_head);
        writer.Bulk(_key);
    }
}
