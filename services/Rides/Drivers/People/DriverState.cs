namespace Seaworthy.Rides.Drivers.People;

/// <summary>What a driver is doing, as far as rides go.</summary>
internal static class DriverState
{
    /// <summary>He takes no rides.</summary>
    public const string Off = "off";

    /// <summary>He waits for one.</summary>
    public const string Free = "free";

    /// <summary>One ride has him, and no other one gets him.</summary>
    public const string Kept = "kept";

    public static IReadOnlyList<string> All { get; } = [Off, Free, Kept];
}
