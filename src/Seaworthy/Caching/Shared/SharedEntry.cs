using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Seaworthy.Caching.Shared;

/// <summary>
/// An entry of the second level. In Redis: the versions that its tags had, a line feed, a head of fixed length, and the value as its
/// serializer writes it.
/// </summary>
/// <param name="Shape">What type the value is of, and under which tags; see <see cref="ShapeOf{T}"/>.</param>
/// <param name="IsNone">Whether it says that there is none.</param>
/// <param name="Times">Until when it is good, in Redis' milliseconds.</param>
/// <param name="Payload">The value's bytes.</param>
internal sealed record SharedEntry(ulong Shape, bool IsNone, CacheTimes Times, ReadOnlyMemory<byte> Payload)
{
    // One that a later version of this code writes otherwise has another number, and is not read by this one.
    private const byte Format = 1;
    private const int Head = 2 + (4 * sizeof(long));

    /// <summary>
    /// The type and the tags of an entry as a number (FNV-1a, the same in all processes). One call's entry is another's only when
    /// both are alike: with fewer tags it would not hear of all changes.
    /// </summary>
    public static ulong ShapeOf<T>(ReadOnlySpan<string> tags)
    {
        var hash = Add(14_695_981_039_346_656_037, typeof(T).ToString());
        foreach (var tag in tags)
        {
            hash = Add(hash, tag);
        }

        return hash;
    }

    public byte[] Write()
    {
        var bytes = new byte[Head + Payload.Length];
        (bytes[0], bytes[1]) = (Format, IsNone ? (byte)1 : (byte)0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(2), Shape);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(10), Times.RefreshAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(18), Times.FreshUntil);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(26), Times.KeptUntil);
        Payload.Span.CopyTo(bytes.AsSpan(Head));
        return bytes;
    }

    /// <summary>An entry as <see cref="Write"/> wrote it; null when it is none.</summary>
    public static SharedEntry? From(ReadOnlyMemory<byte> bytes)
    {
        var all = bytes.Span;
        return all.Length < Head || all[0] != Format ? null : new(
            BinaryPrimitives.ReadUInt64LittleEndian(all[2..]),
            all[1] == 1,
            new(BinaryPrimitives.ReadInt64LittleEndian(all[10..]), BinaryPrimitives.ReadInt64LittleEndian(all[18..]), BinaryPrimitives.ReadInt64LittleEndian(all[26..])),
            bytes[Head..]);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var letter in MemoryMarshal.AsBytes(text.AsSpan()))
        {
            hash = (hash ^ letter) * 1_099_511_628_211;
        }

        return (hash ^ 0xFF) * 1_099_511_628_211; // "ab" and "c" are not "a" and "bc"
    }
}
