using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>Jobs of one service of which other processes are told.</summary>
/// <param name="Schema">Where they lie: what is said.</param>
/// <param name="News">Whose bell rings.</param>
/// <param name="Pools">Ways to the database; null where no other process can be at it.</param>
/// <param name="Hears">Whether there is a worker here to wake.</param>
internal sealed record NoticedJobs(string Schema, JobNews News, PostgreSqlPools? Pools, bool Hears);
