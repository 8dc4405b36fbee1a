using Seaworthy.Workforce.History;
using Seaworthy.Workforce.Scores;
using Seaworthy.Workforce.Workflows;

namespace Seaworthy.Workforce.Dashboard;

/// <summary>A line of the dashboard: a workflow, the machine's last score and the last that a person has validated.</summary>
internal sealed class ChroDashboardEntry
{
    public long Id { get; set; }

    public long CompanyId { get; set; }

    public long WorkflowId { get; set; }

    public Workflow Workflow { get; set; } = null!;

    public long? EtterScoreId { get; set; }

    public EtterScore? EtterScore { get; set; }

    public long? ValidatedScoreId { get; set; }

    public UserWorkflowHistory? ValidatedScore { get; set; }

    public DateTime UpdatedAt { get; set; }
}
