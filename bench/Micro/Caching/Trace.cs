namespace Seaworthy.Micro.Caching;

/// <summary>Keys in the order they are asked for.</summary>
internal sealed record Trace(string Name, int Capacity, int[] Keys)
{
    private const int Population = 100_000;
    private const int ScanEvery = 50_000;
    private const int ScanLength = 20_000;

    public static IEnumerable<Trace> All(int length)
    {
        foreach (var scans in (bool[])[false, true])
        {
            foreach (var skew in (double[])[0.7, 0.9, 1.1])
            {
                var keys = Zipf(skew, length, scans);
                foreach (var capacity in (int[])[1000, 10_000])
                {
                    yield return new(FormattableString.Invariant($"Zipf {skew}{(scans ? " with scans" : "")}, {capacity:#,0} entries"), capacity, keys);
                }
            }
        }
    }

    private static int[] Zipf(double skew, int length, bool scans)
    {
#pragma warning disable RS0030 // with a seed, so that every run draws the same
        var random = new Random(42);
#pragma warning restore RS0030
        var sums = new double[Population];
        var sum = 0.0;
        for (var i = 0; i < Population; i++)
        {
            sums[i] = sum += 1 / Math.Pow(i + 1, skew);
        }

        var keys = new List<int>(length * 2);
        var once = Population;
        for (var i = 0; i < length; i++)
        {
            if (scans && i % ScanEvery == ScanEvery - 1)
            {
                keys.AddRange(Enumerable.Range(once, ScanLength));
                once += ScanLength;
            }

            var at = Array.BinarySearch(sums, random.NextDouble() * sum);
            keys.Add(Math.Min(at < 0 ? ~at : at, Population - 1));
        }

        return [.. keys];
    }
}
