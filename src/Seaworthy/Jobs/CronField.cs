using System.Globalization;

namespace Seaworthy.Jobs;

/// <summary>One of the five fields: which numbers it takes.</summary>
internal sealed class CronField
{
    private readonly ulong _taken;

    private CronField(ulong taken, bool isAny) => (_taken, IsAny) = (taken, isAny);

    /// <summary>Whether it says nothing: <c>*</c>, or a step over all.</summary>
    public bool IsAny { get; }

    public bool Takes(int number) => (_taken & (1UL << number)) != 0;

    /// <exception cref="FormatException">It is no such field.</exception>
    public static CronField Parse(string text, string what, int least, int most, string[]? names = null)
    {
        var taken = 0UL;
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var some, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => (some, n),
                _ => throw Wrong(part),
            };
            var (from, until) = range == "*" ? (least, most) : range.Split('-') switch
            {
                [var one] => (Number(one), part.Contains('/', StringComparison.Ordinal) ? most : Number(one)),
                [var first, var last] => (Number(first), Number(last)),
                _ => throw Wrong(part),
            };
            if (from > until)
            {
                throw Wrong(part);
            }

            for (var number = from; number <= until; number += step)
            {
                taken |= 1UL << number;
            }
        }

        return new(taken, text.StartsWith('*'));

        int Number(string word)
        {
            var named = names is null ? -1 : Array.FindIndex(names, name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
            return named >= 0 ? named + least
                : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
                : throw Wrong(word);
        }

        FormatException Wrong(string part) => new($"{part} is no {what}: {least} to {most}{(names is null ? "" : $" or {names[0]} to {names[^1]}")}, *, lists, ranges and steps are.");
    }
}
