namespace Seaworthy.Micro.Caching;

/// <summary>Time and bytes of one hit.</summary>
internal static class HitMeasurement
{
    private const int Rounds = 20;

    public static async Task<(double Ns, long Bytes)> RunAsync(HitProbe probe, int samples)
    {
        // Equal to the keys that were stored, and not the same objects, as a key that a request made is.
        var keys = HitRows.Keys();
        for (var i = 0; i < 50; i++)
        {
            for (var round = 0; round < Rounds; round++)
            {
                probe(keys);
            }

            await Task.Delay(20); // lets the JIT's thread have the processor
        }

        var times = new double[samples];
        for (var sample = 0; sample < samples; sample++)
        {
            var started = TimeProvider.System.GetTimestamp();
            for (var round = 0; round < Rounds; round++)
            {
                probe(keys);
            }

            times[sample] = TimeProvider.System.GetElapsedTime(started).TotalNanoseconds / (Rounds * keys.Length);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        probe(keys);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / keys.Length;
        Array.Sort(times);
        return (times[samples / 10], bytes);
    }
}

/// <summary>Asks for every key once, and answers how many were found.</summary>
internal delegate int HitProbe(string[] keys);
