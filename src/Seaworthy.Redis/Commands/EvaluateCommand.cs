using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Commands;

/// <summary><c>EVALSHA digest …</c>, or <c>EVAL source …</c> where Redis does not know the digest.</summary>
internal readonly ref struct EvaluateCommand(
    RedisScript script, bool bySource, ReadOnlySpan<ReadOnlyMemory<byte>> keys, ReadOnlySpan<ReadOnlyMemory<byte>> arguments) : ICommand
{
    private readonly ReadOnlySpan<ReadOnlyMemory<byte>> _keys = keys;
    private readonly ReadOnlySpan<ReadOnlyMemory<byte>> _arguments = arguments;

    private ReadOnlySpan<byte> Body => bySource ? script.Source : script.Digest;

    public int MostBytes
    {
        get
        {
            var most = checked(96 + RespWriter.MostFor(Body.Length));
            foreach (var key in _keys)
            {
                most = checked(most + RespWriter.MostFor(key.Length));
            }

            foreach (var argument in _arguments)
            {
                most = checked(most + RespWriter.MostFor(argument.Length));
            }

            return most;
        }
    }

    public void Write(ref RespWriter writer)
    {
        writer.Array(3 + _keys.Length + _arguments.Length);
        writer.Raw(bySource ? "$4\r\nEVAL\r\n"u8 : "$7\r\nEVALSHA\r\n"u8);
        writer.Bulk(Body);
        writer.Bulk(_keys.Length);
        foreach (var key in _keys)
        {
            writer.Bulk(key.Span);
        }

        foreach (var argument in _arguments)
        {
            writer.Bulk(argument.Span);
        }
    }
}
