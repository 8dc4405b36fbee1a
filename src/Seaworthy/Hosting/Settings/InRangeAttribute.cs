namespace Seaworthy.Hosting.Settings;

/// <summary>The numbers that a setting may have, both ends included; checked when the application starts.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InRangeAttribute(long min, long max) : Attribute
{
    /// <summary>The smallest.</summary>
    public long Min { get; } = min;

    /// <summary>The largest.</summary>
    public long Max { get; } = max;
}
