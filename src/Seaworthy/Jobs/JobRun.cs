using Seaworthy.Validation;

namespace Seaworthy.Jobs;

/// <summary>One attempt at a job, as its handler sees it.</summary>
public sealed class JobRun
{
    private const int LongestNote = 2000;
    private readonly Func<ClaimedJob, int, string?, CancellationToken, Task<bool>> _report;

    internal JobRun(ClaimedJob job, IJobKind kind, Func<ClaimedJob, int, string?, CancellationToken, Task<bool>> report) => (Claimed, Kind, _report) = (job, kind, report);

    /// <summary>The job's id: the same in each attempt, so that it can be the key of what must happen once.</summary>
    public Guid Id => Claimed.Id;

    /// <summary>Which attempt it is; the first is 1.</summary>
    public int Attempt => Claimed.Attempt;

    /// <summary>Whether there is none after this one.</summary>
    public bool IsLast => Claimed.Attempt >= Claimed.MaxAttempts;

    /// <summary>Whose data it works on (R89); null for no tenant's.</summary>
    public long? Tenant => Claimed.Tenant;

    /// <summary>For whom it works; null for nobody.</summary>
    public string? Subject => Claimed.Subject;

    internal ClaimedJob Claimed { get; }

    internal IJobKind Kind { get; }

    /// <summary>Set by the handler that ends its job in its own transaction.</summary>
    internal bool IsCommitted { get; set; }

    /// <summary>Set when its handler has returned.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Says how far it is, for whoever asks.</summary>
    /// <param name="progress">Of a hundred.</param>
    /// <param name="note">A few words, of which 2,000 characters are kept; null for none.</param>
    /// <param name="cancellationToken">The handler's.</param>
    /// <exception cref="JobStaleException">The job is another attempt's by now.</exception>
    public async Task ReportAsync(int progress, string? note, CancellationToken cancellationToken)
    {
        if (!await _report(Claimed, Math.Clamp(progress, 0, 100), note is null ? null : Storable.Of(note, LongestNote), cancellationToken))
        {
            throw new JobStaleException(Id);
        }
    }
}
