using System.Buffers.Binary;

namespace Seaworthy.RateLimiting;

/// <summary>One limit that the requests of an endpoint are held to.</summary>
/// <param name="Policy">Which.</param>
/// <param name="Cost">What a request costs there.</param>
/// <param name="All">Who is counted where all callers are counted together; null where each is.</param>
internal sealed record LimitCharge(LimitPolicy Policy, long Cost, LimitCaller? All = null)
{
    private const int Numbers = 5;
    private LimitCharge? _share;

    /// <summary>The same for a process that is by itself. What costs more than its part allows costs all of it.</summary>
    public LimitCharge Share => _share ??= new(Policy.Share, Math.Min(Cost, Policy.Share.MostCost), All);

    /// <summary>Policy and cost as <see cref="LimitScript"/> reads them: five doubles, which hold every whole number that occurs.</summary>
    public ReadOnlyMemory<byte> Words { get; } = Pack(Policy, Cost);

    private static byte[] Pack(LimitPolicy policy, long cost)
    {
        var isSliding = policy.Spec.Algorithm == LimitAlgorithm.SlidingWindow;
        var unit = isSliding ? SlidingWindow.UnitOf(policy.Window) : 1;
        var kind = (isSliding ? LimitScript.Sliding : 0) + (policy.Spec.IsShadow ? LimitScript.Shadow : 0);
        var words = new byte[Numbers * sizeof(double)];
        double[] numbers = isSliding ? [kind, policy.Window / unit, policy.Limit, unit, cost] : [kind, policy.Interval, policy.Tolerance, unit, cost];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(words.AsSpan(i * sizeof(double)), numbers[i]);
        }

        return words;
    }
}
