namespace Seaworthy.Redis.Protocol;

/// <summary>What a server may send; beyond it the connection is given up.</summary>
/// <param name="FrameBytes">Largest reply or push, all of it.</param>
/// <param name="Depth">Aggregates inside one another, 64 at the most.</param>
/// <param name="LineBytes">Longest line: a status, an error, a number or a length.</param>
internal sealed record RespLimits(int FrameBytes, int Depth = 16, int LineBytes = 64 * 1024)
{
    /// <summary>The shortest element, a null, has three bytes: a count above this can only be a lie.</summary>
    public int Elements => FrameBytes / 3;
}
