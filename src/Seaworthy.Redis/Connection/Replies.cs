using System.Buffers;
using Seaworthy.Redis.Commands;
using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>Brings replies to where the caller wants them, from the bytes as they came.</summary>
internal static class Replies
{
    /// <summary>The call's result; see <see cref="ReplyShape"/>.</summary>
    public static long Read(ref RespReader reply, Call call, long generation) => call.Shape switch
    {
        ReplyShape.Done => 1,
        ReplyShape.Role => HelloReply.Read(ref reply).IsPrimary ? 1 : 0,
        ReplyShape.Integer when reply.Type == RespType.Integer => reply.Integer(),
        ReplyShape.Bytes when IsValue(reply) => Copy(reply, call.Room.Span),
        ReplyShape.Written when IsValue(reply) => Write(reply, call.Writer!),
        ReplyShape.Integers => Integers(ref reply, call.Numbers.Span),
        ReplyShape.Values when IsValue(reply) || reply.Type == RespType.Array => Show(ref reply, call.Receiver!, generation),
        _ => throw Unexpected(reply),
    };

    private static bool IsValue(in RespReader reply) => reply.IsString || reply.Type == RespType.Null;

    private static long Copy(in RespReader reply, Span<byte> room)
    {
        if (reply.Type == RespType.Null)
        {
            return -1;
        }

        // What does not fit is not copied in part: its length says how much room to bring the next time.
        if (reply.Value.Length <= room.Length)
        {
            reply.Value.CopyTo(room);
        }

        return reply.Value.Length;
    }

    private static long Write(in RespReader reply, IBufferWriter<byte> writer)
    {
        if (reply.Type == RespType.Null)
        {
            return 0;
        }

        writer.Write(reply.Value);
        return 1;
    }

    private static long Integers(ref RespReader reply, Span<long> room)
    {
        if (reply.Type == RespType.Null)
        {
            return 0;
        }

        var isOne = reply.Type == RespType.Integer;
        var count = isOne ? 1 : reply.Count;
        if (!isOne && reply.Type != RespType.Array)
        {
            throw Unexpected(reply);
        }

        for (var i = 0; i < count; i++)
        {
            if (!isOne)
            {
                reply.Read();
            }

            if (reply.Type != RespType.Integer)
            {
                throw Unexpected(reply);
            }

            if (i < room.Length)
            {
                room[i] = reply.Integer();
            }
        }

        return count;
    }

    private static long Show(ref RespReader reply, IValueReceiver receiver, long generation)
    {
        var values = new RedisValues(ref reply);
        var count = values.Count;
        receiver.Receive(values, generation);
        return count;
    }

    private static RespFormatException Unexpected(in RespReader reply) => new($"a reply of type '{(char)reply.Type}' is not what the command answers");
}
