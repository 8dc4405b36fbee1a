using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>Jobs that a feature of the layer brings along, where its service has jobs.</summary>
/// <param name="Add">Says which, and what runs them.</param>
internal sealed record MoreJobs<TContext>(Action<JobsBuilder<TContext>> Add)
    where TContext : DbContext;
