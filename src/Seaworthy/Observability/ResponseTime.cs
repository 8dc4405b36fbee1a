using System.Globalization;

namespace Seaworthy.Observability;

/// <summary>The value of <c>X-Response-Time</c>: seconds with three digits, <c>0.012s</c>. Those below a second are at hand.</summary>
internal static class ResponseTime
{
    public const string Header = "X-Response-Time";
    private const int AtHand = 1000;
    private static readonly string[] Texts = [.. Enumerable.Range(0, AtHand).Select(ms => Format(ms))];

    public static string Text(TimeSpan elapsed)
    {
        var ms = (long)Math.Round(elapsed.TotalMilliseconds, MidpointRounding.AwayFromZero);
        return ms < AtHand ? Texts[ms] : Format(ms);
    }

    private static string Format(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0:0.000}s");
}
