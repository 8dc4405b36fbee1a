using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Redis.Commands;

/// <summary>A Lua script that Redis is asked for by its digest.</summary>
public sealed class RedisScript
{
    private readonly byte[] _source;
    private readonly byte[] _digest;

    /// <param name="source">The script. Its keys must all come as keys, so that it can run in a cluster.</param>
    public RedisScript(string source)
    {
        _source = Encoding.UTF8.GetBytes(source);
#pragma warning disable CA5350 // Redis names scripts by SHA-1; nothing is kept safe by it.
        _digest = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA1.HashData(_source)));
#pragma warning restore CA5350
    }

    internal ReadOnlySpan<byte> Source => _source;

    internal ReadOnlySpan<byte> Digest => _digest;
}
