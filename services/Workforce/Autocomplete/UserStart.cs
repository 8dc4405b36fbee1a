using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>A user's name from one of its words on, or the user's short name: what a typed beginning is compared with.</summary>
internal sealed class UserStart
{
    /// <summary>The company: nobody is found from another one.</summary>
    public long Scope { get; set; }

    public required string Start { get; set; }

    public long TargetId { get; set; }

    public User Target { get; set; } = null!;
}
