using System.Data.Common;
using System.Runtime.CompilerServices;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>Which transactions have asked for jobs: the bell is rung when they are committed, and not before, when nobody could see them.</summary>
internal class JobNews
{
    private static readonly object Marked = new();
    private readonly ConditionalWeakTable<DbTransaction, object> _asking = [];

    public JobBell Bell { get; } = new();

    /// <summary>Tells other processes, after a commit; set where there can be any.</summary>
    public Action Announce { get; set; } = () => { };

    public void Mark(DbTransaction transaction) => _asking.AddOrUpdate(transaction, Marked);

    /// <summary>The same where one of the statements that run in it asks.</summary>
    public void Mark(DbTransaction? transaction, IReadOnlyList<SqlStatement> statements)
    {
        if (transaction is not null && Asks(statements))
        {
            Mark(transaction);
        }
    }

    public void Committed(DbTransaction transaction)
    {
        if (_asking.Remove(transaction))
        {
            Tell();
        }
    }

    public void Committed(IReadOnlyList<SqlStatement> statements)
    {
        if (Asks(statements))
        {
            Tell();
        }
    }

    private static bool Asks(IReadOnlyList<SqlStatement> statements)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            if (statements[i].AsksForJob)
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

/// <summary>Those of one database.</summary>
internal sealed class JobNews<TContext> : JobNews;
