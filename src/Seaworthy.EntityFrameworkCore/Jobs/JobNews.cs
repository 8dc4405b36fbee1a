using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>Which transactions have asked for jobs.</summary>
internal class JobNews : CommitNews
{
    protected override bool IsNews(SqlStatement statement) => statement.AsksForJob;
}

/// <summary>Those of one database.</summary>
internal sealed class JobNews<TContext> : JobNews;
