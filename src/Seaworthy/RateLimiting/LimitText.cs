using System.Globalization;

namespace Seaworthy.RateLimiting;

/// <summary>
/// Limits as people write them: <c>100/minute</c>, <c>10/30s per subject</c>, <c>1000/hour burst 50 sliding shadow</c>, <c>5/minute closed</c>, <c>off</c>.
/// </summary>
internal static class LimitText
{
    public const string Off = "off";
    public const string Example = "must be a limit such as 100/minute, 10/30s per subject, or off";
    private const long Second = 1_000_000;
    private const long MostPerSecond = 1_000_000;
    private const long MostLimit = 1_000_000_000;

    private static readonly Dictionary<string, long> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["s"] = Second, ["second"] = Second, ["m"] = 60 * Second, ["minute"] = 60 * Second,
        ["h"] = 3600 * Second, ["hour"] = 3600 * Second, ["d"] = 86_400 * Second, ["day"] = 86_400 * Second,
    };

    /// <summary>Reads a limit; null for <c>off</c>.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="fault">What it must be, as the rest of a sentence; null when it is.</param>
    public static LimitSpec? Parse(string text, out string? fault)
    {
        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        fault = null;
        if (words is [var off] && off.Equals(Off, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (words is not [var rate, .. var rest] || Rate(rate) is not { } spec)
        {
            fault = Example;
            return null;
        }

        for (var i = 0; i < rest.Length && fault is null; i++)
        {
            var next = i + 1 < rest.Length ? rest[i + 1] : "";
            spec = With(spec, rest[i].ToLowerInvariant(), next, ref i, out fault);
        }

        fault ??= Fault(spec);
        return fault is null ? spec : null;
    }

    /// <summary>The limit in one spelling.</summary>
    public static string Show(LimitSpec spec)
    {
        var unit = Units.FirstOrDefault(unit => unit.Key.Length > 1 && unit.Value == spec.Window).Key;
        var window = unit ?? string.Create(CultureInfo.InvariantCulture, $"{spec.Window / Second}s");
        return string.Create(CultureInfo.InvariantCulture, $"{spec.Limit}/{window} per {spec.Per.ToString().ToLowerInvariant()}")
            + (spec.Burst == spec.Limit ? "" : string.Create(CultureInfo.InvariantCulture, $" burst {spec.Burst}"))
            + (spec.Algorithm == LimitAlgorithm.SlidingWindow ? " sliding" : "")
            + (spec.WhenAway is { } mode ? $" {mode.ToString().ToLowerInvariant()}" : "")
            + (spec.IsShadow ? " shadow" : "");
    }

    private static LimitSpec? Rate(string text)
    {
        if (text.Split('/') is not [var count, var window] || !TryNumber(count, out var limit) || limit > MostLimit)
        {
            return null;
        }

        var digits = window.TakeWhile(char.IsAsciiDigit).Count();
        var times = 1L;
        return (digits == 0 || TryNumber(window[..digits], out times)) && times <= MostLimit && Units.TryGetValue(window[digits..], out var unit)
            ? new(limit, times * unit)
            : null;
    }

    private static LimitSpec With(LimitSpec spec, string word, string next, ref int at, out string? fault)
    {
        fault = null;
        switch (word)
        {
            case "sliding": return spec with { Algorithm = LimitAlgorithm.SlidingWindow };
            case "open": return spec with { WhenAway = LimitWhenAway.Open };
            case "closed": return spec with { WhenAway = LimitWhenAway.Closed };
            case "share": return spec with { WhenAway = LimitWhenAway.Share };
            case "shadow": return spec with { IsShadow = true };
            case "burst" when TryNumber(next, out var burst):
                at++;
                return spec with { Burst = burst };
            case "per" when Enum.TryParse<LimitSubject>(next, ignoreCase: true, out var subject) && Enum.IsDefined(subject) && !char.IsAsciiDigit(next[0]):
                at++;
                return spec with { Per = subject };
            case "burst":
                fault = "needs a whole number after 'burst', such as burst 20";
                return spec;
            case "per":
                fault = $"needs one of {string.Join(", ", Enum.GetNames<LimitSubject>()).ToLowerInvariant()} after 'per'";
                return spec;
            default:
                fault = $"has the word '{word}', which is none of per, burst, sliding, open, closed, share, shadow";
                return spec;
        }
    }

    private static string? Fault(LimitSpec spec)
    {
        const string Days = "has a window beyond 31 days: take a shorter one";
        return spec.Window > SlidingWindow.LongestWindow ? Days
            : spec.Burst > spec.Limit ? $"has a burst of {spec.Burst}, more than its limit of {spec.Limit}"
            : spec.Limit > spec.Window / Second * MostPerSecond ? $"allows more than {MostPerSecond} requests a second: say off instead"
            : spec.Algorithm == LimitAlgorithm.SlidingWindow && spec.Limit > SlidingWindow.MostLimit
                ? $"is above {SlidingWindow.MostLimit}, the most that a sliding window counts: leave out sliding"
            : spec.Algorithm == LimitAlgorithm.SlidingWindow && spec.Burst != spec.Limit ? "has a burst, which a sliding window does not know"
            : null;
    }

    // From 1: nothing at all is not a limit but a switch.
    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
