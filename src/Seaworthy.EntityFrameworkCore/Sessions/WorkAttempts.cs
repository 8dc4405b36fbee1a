using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.QueryBudgets;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>
/// Does a unit of work once more where its connection has ended before the commit was on its way: nothing of it is there, and nothing of it will be. Whoever waited in vain, or has sent the commit, does not know that much, and is told so.
/// </summary>
internal sealed class WorkAttempts(string service, DatabaseEngine engine, QueryBudget budget, ILogger log)
{
    private const int Most = 3;
    private bool _canBeRepeated;

    /// <summary>With what the attempt before has ended; null in the first.</summary>
    public Exception? Lost { get; private set; }

    /// <summary>The transaction is open: from here on the connection is lost with nothing in it.</summary>
    public void Begun() => _canBeRepeated = true;

    /// <summary>The commit is about to be sent.</summary>
    public void Commits() => _canBeRepeated = false;

    /// <summary>Runs attempts until one ends otherwise than with its connection.</summary>
    /// <param name="attempt">Says when its transaction has begun and when it commits.</param>
    /// <param name="takeBack">Takes back what an attempt has left outside of the database.</param>
    public async Task<T> RunAsync<T>(Func<WorkAttempts, Task<T>> attempt, Action? takeBack = null)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt(this);
            }
            catch (Exception ended) when (number < Most && _canBeRepeated && HasEnded(ended))
            {
                (_canBeRepeated, Lost) = (false, ended);
                Log.WorkAgain(log, service, number, ended);
                engine.LostConnection();
                budget.Again();
                takeBack?.Invoke();
            }
        }
    }

    private bool HasEnded(Exception exception) => engine.MeansEnded(exception) || (exception.InnerException is { } inner && HasEnded(inner));
}
