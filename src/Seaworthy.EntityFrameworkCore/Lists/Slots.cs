#pragma warning disable CA1051 // fields, because EF Core names a parameter after the member it is read from
namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// Thirty-two typed places. A shape's parameters are read from one, so that EF Core calls them <c>P0</c> to <c>P31</c> and
/// each value finds its parameter again; its columns are projected into another, so that they come in order.
/// </summary>
internal sealed class Slots<
    T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15,
    T16, T17, T18, T19, T20, T21, T22, T23, T24, T25, T26, T27, T28, T29, T30, T31>
{
    public T0 P0 = default!;
    public T1 P1 = default!;
    public T2 P2 = default!;
    public T3 P3 = default!;
    public T4 P4 = default!;
    public T5 P5 = default!;
    public T6 P6 = default!;
    public T7 P7 = default!;
    public T8 P8 = default!;
    public T9 P9 = default!;
    public T10 P10 = default!;
    public T11 P11 = default!;
    public T12 P12 = default!;
    public T13 P13 = default!;
    public T14 P14 = default!;
    public T15 P15 = default!;
    public T16 P16 = default!;
    public T17 P17 = default!;
    public T18 P18 = default!;
    public T19 P19 = default!;
    public T20 P20 = default!;
    public T21 P21 = default!;
    public T22 P22 = default!;
    public T23 P23 = default!;
    public T24 P24 = default!;
    public T25 P25 = default!;
    public T26 P26 = default!;
    public T27 P27 = default!;
    public T28 P28 = default!;
    public T29 P29 = default!;
    public T30 P30 = default!;
    public T31 P31 = default!;
}

/// <summary>Makes slots of given types.</summary>
internal static class Slots
{
    public const int Count = 32;

    /// <summary>The slots' type; places that are not used are of type <c>byte</c>.</summary>
    public static Type Of(IReadOnlyList<Type> types)
    {
        if (types.Count > Count)
        {
            throw new NotSupportedException($"a list has {types.Count} columns or parameters at once; {Count} are the most");
        }

        var all = Enumerable.Range(0, Count).Select(i => i < types.Count ? types[i] : typeof(byte)).ToArray();
        return typeof(Slots<,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,>).MakeGenericType(all);
    }

    public static string Name(int slot) => $"P{slot}";

    /// <summary>The slot that a parameter's name says, whatever prefix and suffix the provider adds.</summary>
    public static int Of(string parameterName)
    {
        var digits = parameterName.AsSpan(parameterName.IndexOf('P', StringComparison.Ordinal) + 1);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.Parse(end < 0 ? digits : digits[..end], System.Globalization.CultureInfo.InvariantCulture);
    }
}
