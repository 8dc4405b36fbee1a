using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>What Redis says without being asked.</summary>
internal static class Pushes
{
    /// <summary>Tells the listener which keys have changed; pushes of other kinds are not for this client and are passed over.</summary>
    public static void Tell(ref RespReader push, ITrackingListener? listener)
    {
        push.Read();
        if (listener is null || !push.Value.SequenceEqual("invalidate"u8))
        {
            return;
        }

        push.Read();
        if (push.Type == RespType.Null)
        {
            listener.AllChanged();
            return;
        }

        for (var left = push.Count; left > 0; left--)
        {
            push.Read();
            listener.KeyChanged(push.Value);
        }
    }
}
