namespace Seaworthy.Workforce.History;

/// <summary>What somebody made of a workflow's score: a person's answer beside the machine's.</summary>
internal sealed class UserWorkflowHistory
{
    public long Id { get; set; }

    public long CompanyId { get; set; }

    public long UserId { get; set; }

    public long WorkflowId { get; set; }

    /// <summary>One of <see cref="HistoryStatus"/>.</summary>
    public required string Status { get; set; }

    /// <summary>From 0 to 100: how much of the work a machine can do. Null until somebody says.</summary>
    public int? Score { get; set; }

    public string Notes { get; set; } = "";

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }
}
