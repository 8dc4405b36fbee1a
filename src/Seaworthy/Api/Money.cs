namespace Seaworthy.Api;

/// <summary>Money is a whole number of minor units with its currency; JSON shows it as a decimal number.</summary>
public static class Money
{
    /// <summary>Minor units in one unit of the currency.</summary>
    public const int MinorUnits = 100;

    /// <summary>499 is <c>4.99</c>, and 500 is <c>5.00</c>: both decimals always stand.</summary>
    public static decimal ToDecimal(long minor)
    {
        var magnitude = (ulong)Math.Abs(minor);
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, minor < 0, scale: 2);
    }
}
