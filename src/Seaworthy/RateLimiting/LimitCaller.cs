namespace Seaworthy.RateLimiting;

/// <summary>Who is counted: as this process knows it, and as all processes can write it.</summary>
/// <param name="Id">Hashed with keys that no other process has.</param>
/// <param name="High">Of an address the network's upper half, or all of an IPv4 address.</param>
/// <param name="Low">The lower half; <see cref="Version4"/> for an IPv4 address.</param>
/// <param name="Name">Of a caller who has one, or an endpoint; null for an address.</param>
internal readonly record struct LimitCaller(LimitId Id, ulong High, ulong Low, string? Name = null)
{
    public const ulong Version4 = 4;
}
