using Seaworthy.Workforce.Tasks;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>A task's sentence from one of its words on.</summary>
internal sealed class TaskStart
{
    /// <summary>0: tasks are everybody's.</summary>
    public long Scope { get; set; }

    public required string Start { get; set; }

    public long TargetId { get; set; }

    public RoleTask Target { get; set; } = null!;
}
