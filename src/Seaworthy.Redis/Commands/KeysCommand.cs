using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Commands;

/// <summary>A command with any number of keys.</summary>
internal readonly ref struct KeysCommand(ReadOnlySpan<byte> name, ReadOnlySpan<ReadOnlyMemory<byte>> keys) : ICommand
{
    private readonly ReadOnlySpan<byte> _name = name;
    private readonly ReadOnlySpan<ReadOnlyMemory<byte>> _keys = keys;

    public int MostBytes
    {
        get
        {
            var most = RespWriter.MostFor(0) + RespWriter.MostFor(_name.Length);
            foreach (var key in _keys)
            {
                most = checked(most + RespWriter.MostFor(key.Length));
            }

            return most;
        }
    }

    public void Write(ref RespWriter writer)
    {
        writer.Array(_keys.Length + 1);
        writer.Bulk(_name);
        foreach (var key in _keys)
        {
            writer.Bulk(key.Span);
        }
    }
}
