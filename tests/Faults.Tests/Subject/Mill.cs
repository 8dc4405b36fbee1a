using System.Diagnostics;
using System.Security.Cryptography;

namespace Seaworthy.Faults.Subject;

/// <summary>Work that takes a processor for some milliseconds, and nothing else.</summary>
internal sealed class Mill(int milliseconds)
{
    private static readonly byte[] Block = new byte[4096];
    private readonly int _rounds = RoundsOf(milliseconds);

    // A count and not a time: who was not let run has not worked.
    public string Grind()
    {
        Grind(_rounds);
        return "done";
    }

    private static void Grind(int rounds)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < rounds; i++)
        {
            SHA256.HashData(Block, hash);
        }
    }

    // The quickest of some: others on the machine make the rest longer.
    private static int RoundsOf(int milliseconds)
    {
        const int Some = 200;
        Grind(Some);
        var quickest = Enumerable.Range(0, 50).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            Grind(Some);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        return (int)(Some * milliseconds / quickest);
    }
}
