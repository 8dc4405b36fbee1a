using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>All that is told of the commits of one database.</summary>
internal sealed class CommitNewsOfAll(params IReadOnlyList<CommitNews?> all)
{
    private readonly IReadOnlyList<CommitNews> _all = [.. all.OfType<CommitNews>()];

    public void Mark(DbTransaction? transaction, IReadOnlyList<SqlStatement> statements)
    {
        foreach (var news in _all)
        {
            news.Mark(transaction, statements);
        }
    }

    public void Committed(DbTransaction transaction)
    {
        foreach (var news in _all)
        {
            news.Committed(transaction);
        }
    }

    public void Committed(IReadOnlyList<SqlStatement> statements)
    {
        foreach (var news in _all)
        {
            news.Committed(statements);
        }
    }
}
