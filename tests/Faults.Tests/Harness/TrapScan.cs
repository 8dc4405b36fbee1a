namespace Seaworthy.Faults.Harness;

/// <summary>Looks for a trap's mark in what passes in one direction of one connection, where a piece may end in the middle of it.</summary>
internal sealed class TrapScan
{
    private byte[] _tail = [];

    public bool Finds(Trap trap, ReadOnlySpan<byte> piece, bool isFromServer)
    {
        var mark = trap.Mark;
        if (mark.IsFromServer != isFromServer)
        {
            return false;
        }

        byte[] seen = [.. _tail, .. piece];
        _tail = seen[Math.Max(0, seen.Length - mark.Bytes.Length + 1)..];
        return seen.AsSpan().IndexOf(mark.Bytes) >= 0;
    }
}
