using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>Commands that have been written and not been sent: one buffer is filled while the other is on its way. Guarded by its pipeline.</summary>
internal sealed class Outbox(int mostBytes)
{
    private const int UsualBytes = 64 * 1024;

    private byte[] _filling = Usual();
    private byte[] _sending = Usual();

    /// <summary>Bytes that wait.</summary>
    public int Bytes { get; private set; }

    /// <summary>Commands that wait.</summary>
    public int Commands { get; private set; }

    public bool HasRoomFor(int bytes) => bytes <= mostBytes - Bytes;

    public void Write<TCommand>(in TCommand command)
        where TCommand : struct, ICommand, allows ref struct
    {
        var most = command.MostBytes;
        if (_filling.Length - Bytes < most)
        {
            var larger = GC.AllocateUninitializedArray<byte>((int)Math.Max(Math.Min(_filling.Length * 2L, mostBytes), Bytes + (long)most));
            _filling.AsSpan(0, Bytes).CopyTo(larger);
            _filling = larger;
        }

        var writer = new RespWriter(_filling.AsSpan(Bytes));
        command.Write(ref writer);
        Bytes += writer.Written;
        Commands++;
    }

    /// <summary>All that waits. It stays as it is until the next call: nothing may be taken before it has been sent.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        // What one large value has needed is not kept for good.
        var free = _sending.Length > 16 * UsualBytes ? Usual() : _sending;
        (_sending, _filling) = (_filling, free);
        var waiting = _sending.AsMemory(0, Bytes);
        (Bytes, Commands) = (0, 0);
        return waiting;
    }

    private static byte[] Usual() => GC.AllocateUninitializedArray<byte>(UsualBytes, pinned: true);
}
