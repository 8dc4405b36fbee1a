namespace Seaworthy.Redis.Connection;

/// <summary>
/// What has been received and not been read. It grows by doubling while a frame is not whole, so it is at most twice what has
/// arrived, and goes back to its first size once all of it has been read.
/// </summary>
internal sealed class ReceiveBuffer
{
    private const int UsualBytes = 64 * 1024;
    private const int LeastRoom = 4 * 1024;

    // Pinned for good: a socket would otherwise pin and free it with every receive.
    private readonly byte[] _usual = GC.AllocateUninitializedArray<byte>(UsualBytes, pinned: true);
    private byte[] _bytes;
    private int _start;
    private int _end;

    public ReceiveBuffer() => _bytes = _usual;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Room for the next receive.</summary>
    public Memory<byte> Room()
    {
        if (_start == _end)
        {
            (_bytes, _start, _end) = (_usual, 0, 0);
        }
        else if (_bytes.Length - _end < LeastRoom)
        {
            MakeRoom();
        }

        return _bytes.AsMemory(_end);
    }

    public void Received(int count) => _end += count;

    public void Read(int count) => _start += count;

    private void MakeRoom()
    {
        var unread = Unread;
        var target = unread.Length > _bytes.Length / 2 ? GC.AllocateUninitializedArray<byte>(checked(_bytes.Length * 2)) : _bytes;
        unread.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, unread.Length);
    }
}
