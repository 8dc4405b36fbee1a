using Seaworthy.Hosting.Settings;

namespace Seaworthy.Validation;

/// <summary>How bodies are checked (R3). It governs endpoints that take a <see cref="Body{T}"/> and no others.</summary>
public sealed class ValidationOptions
{
    /// <summary>
    /// Refuses members that the endpoint does not know, by name. Default on; off ignores them.
    /// <c>[JsonUnmappedMemberHandling(Skip)]</c> on a type switches it off for that type.
    /// </summary>
    public bool RefuseUnknownMembers { get; set; } = true;

    /// <summary>Most faults that one answer lists; the check ends there. Default 50.</summary>
    [InRange(1, 1000)]
    public int MaxErrors { get; set; } = 50;
}
