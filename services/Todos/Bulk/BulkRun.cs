namespace Seaworthy.Todos.Bulk;

/// <summary>
/// How far a bulk job has come, written in the transaction of each batch: a process that dies in the middle is followed by one that goes on behind the
/// last batch, and what the first has counted stays counted.
/// </summary>
internal sealed class BulkRun
{
    public Guid JobId { get; set; }

    /// <summary>The last id that is done with. Two attempts that think they are the only one cannot both move it on.</summary>
    public long LastId { get; set; }

    /// <summary>Todos looked at.</summary>
    public int Seen { get; set; }

    /// <summary>Todos that are another than before.</summary>
    public int Changed { get; set; }

    /// <summary>Ids that nothing could be done for.</summary>
    public int Failed { get; set; }

    /// <summary>Of those seen, how many were overdue.</summary>
    public int Overdue { get; set; }

    /// <summary>Of those seen, how many were nobody's and not completed.</summary>
    public int Unassigned { get; set; }

    /// <summary>The first of the errors, as JSON.</summary>
    public string Errors { get; set; } = "[]";

    public DateTime StartedAt { get; set; }
}
