using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// Page cursors: opaque, signed, bound to the list, its order and its filters. What was changed, belongs to another list
/// or is older than a day is refused (400), never read as page 1.
/// </summary>
internal sealed class Cursors(byte[] key, TimeProvider time)
{
    private const byte Version = 1;
    private const int HeaderLength = 1 + 1 + 4 + 8;
    private const int SignatureLength = 16;
    // A name of 200 characters of four bytes each, and as much again.
    private const int MostCharacters = 2048;
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>A cursor that starts after (or before) a row.</summary>
    /// <param name="context">Everything the cursor is bound to.</param>
    /// <param name="backward">True for the page before.</param>
    /// <param name="sort">The row's value in the order.</param>
    /// <param name="id">The row's key.</param>
    public string Make(string context, bool backward, object sort, long id)
    {
        var value = Encode(sort);
        var bytes = new byte[HeaderLength + value.Length + SignatureLength];
        bytes[0] = Version;
        bytes[1] = backward ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), Minutes());
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(6), id);
        value.CopyTo(bytes.AsSpan(HeaderLength));
        Sign(bytes.AsSpan(0, bytes.Length - SignatureLength), context, bytes.AsSpan(bytes.Length - SignatureLength));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; null when it is not one of ours for this context, or too old.</summary>
    public (bool Backward, object Sort, long Id)? Read(string cursor, string context, TypeCode sortType)
    {
        if (cursor.Length > MostCharacters || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < HeaderLength + SignatureLength || bytes[0] != Version)
        {
            return null;
        }

        var signed = bytes.AsSpan(0, bytes.Length - SignatureLength);
        Span<byte> expected = stackalloc byte[SignatureLength];
        Sign(signed, context, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(bytes.Length - SignatureLength)))
        {
            return null;
        }

        // Below zero when the clock was set back, or another process's is ahead: no reason to refuse.
        var age = (long)Minutes() - BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(2));
        return age > Life.TotalMinutes
            ? null
            : (bytes[1] == 1, Decode(signed[HeaderLength..], sortType), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(6)));
    }

    private uint Minutes() => (uint)(time.GetUtcNow().ToUnixTimeSeconds() / 60);

    private void Sign(ReadOnlySpan<byte> payload, string context, Span<byte> signature)
    {
        var text = Encoding.UTF8.GetByteCount(context);
        var message = new byte[payload.Length + text];
        payload.CopyTo(message);
        Encoding.UTF8.GetBytes(context, message.AsSpan(payload.Length));
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message, whole);
        whole[..SignatureLength].CopyTo(signature);
    }

    private static byte[] Encode(object value)
    {
        if (value is string text)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value is DateTime at ? at.Ticks : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
        return bytes;
    }

    private static object Decode(ReadOnlySpan<byte> bytes, TypeCode type) => type switch
    {
        TypeCode.String => Encoding.UTF8.GetString(bytes),
        TypeCode.DateTime => new DateTime(BinaryPrimitives.ReadInt64BigEndian(bytes), DateTimeKind.Utc),
        TypeCode.Int32 => (int)BinaryPrimitives.ReadInt64BigEndian(bytes),
        _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
    };
}
