namespace Seaworthy.Workforce.Scores;

/// <summary>What the scoring services made of a workflow.</summary>
internal sealed class EtterScore
{
    public long Id { get; set; }

    public long CompanyId { get; set; }

    public long WorkflowId { get; set; }

    /// <summary>From 0 to 100: how much of the work a machine can do. The mean of those who answered.</summary>
    public int Score { get; set; }

    /// <summary>How many services answered.</summary>
    public int Answered { get; set; }

    /// <summary>How many were asked.</summary>
    public int Asked { get; set; }

    public DateTime CreatedAt { get; set; }
}
