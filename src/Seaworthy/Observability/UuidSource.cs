using System.Security.Cryptography;

namespace Seaworthy.Observability;

/// <summary>
/// Random UUIDs (version 4, RFC 9562) for one caller at a time. The system is asked for many at once: to be asked for each
/// costs more than all else that an id takes.
/// </summary>
internal sealed class UuidSource
{
    private const int Bytes = 16;
    private const int Ahead = 64;
    private readonly byte[] _random = new byte[Ahead * Bytes];
    private int _used = Ahead * Bytes;

    public Guid Next()
    {
        if (_used == _random.Length)
        {
            RandomNumberGenerator.Fill(_random);
            _used = 0;
        }

        var uuid = _random.AsSpan(_used, Bytes);
        _used += Bytes;
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x40);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return new Guid(uuid, bigEndian: true);
    }
}
