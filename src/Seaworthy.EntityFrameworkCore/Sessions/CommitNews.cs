using System.Data.Common;
using System.Runtime.CompilerServices;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Hosting;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>
/// Which transactions have work for somebody in the background: he is woken when they are committed, and not before, when nobody could see what they wrote.
/// </summary>
internal abstract class CommitNews
{
    private static readonly object Marked = new();
    private readonly ConditionalWeakTable<DbTransaction, object> _marked = [];

    public Bell Bell { get; } = new();

    /// <summary>Tells other processes, after a commit; set where there can be any.</summary>
    public Action Announce { get; set; } = () => { };

    public void Mark(DbTransaction transaction) => _marked.AddOrUpdate(transaction, Marked);

    /// <summary>The same where one of the statements that run in it has.</summary>
    public void Mark(DbTransaction? transaction, IReadOnlyList<SqlStatement> statements)
    {
        if (transaction is not null && HaveNews(statements))
        {
            Mark(transaction);
        }
    }

    public void Committed(DbTransaction transaction)
    {
        if (_marked.Remove(transaction))
        {
            Tell();
        }
    }

    public void Committed(IReadOnlyList<SqlStatement> statements)
    {
        if (HaveNews(statements))
        {
            Tell();
        }
    }

    /// <summary>Whether a statement has work for him.</summary>
    protected abstract bool IsNews(SqlStatement statement);

    private bool HaveNews(IReadOnlyList<SqlStatement> statements)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            if (IsNews(statements[i]))
            {
                return true;
            }
        }

        return false;
    }

    private void Tell()
    {
        Bell.RingForNew();
        Announce();
    }
}
