using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>Commits whose answer is not in them: the running request's key, wherever it is kept, is told of each, and of those of which nobody knows whether they were made.</summary>
internal static class WritesWithoutAnswer
{
    /// <param name="database">Where it is written.</param>
    /// <param name="write">Commits.</param>
    /// <param name="isWritten">Whether what it returned means that something is committed.</param>
    /// <param name="isBeside">Whether that is nothing to the key: it may be written again.</param>
    public static async Task<T> WriteAsync<TContext, T>(this ServiceDatabase<TContext> database, Func<Task<T>> write, Func<T, bool> isWritten, bool isBeside)
        where TContext : DbContext
    {
        var run = isBeside ? null : database.Budget.Budget.Scope?.Run;
        try
        {
            var result = await write();
            if (isWritten(result))
            {
                run?.Wrote();
            }

            return result;
        }
        catch (Exception exception) when (!database.Sql.MeansRefused(exception))
        {
            run?.Wrote();
            throw;
        }
    }
}
