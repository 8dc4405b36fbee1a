using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// Commits within the time that a statement has (R31). Npgsql gives what it sends by itself three seconds at the least: whoever wants to hear within one would wait that long for a server that says nothing.
/// </summary>
internal static class BoundedCommit
{
    private const int LeastOfNpgsql = 3;

    /// <exception cref="NpgsqlException">The server did not answer in time: whether the commit is made nobody knows.</exception>
    public static async Task CommitAsync(IDbContextTransaction transaction)
    {
        var seconds = ((NpgsqlConnection)transaction.GetDbTransaction().Connection!).CommandTimeout;
        using var late = seconds is > 0 and < LeastOfNpgsql ? new CancellationTokenSource(TimeSpan.FromSeconds(seconds)) : null;
        try
        {
            await transaction.CommitAsync(late?.Token ?? CancellationToken.None);
        }
        catch (OperationCanceledException waited)
        {
            throw new NpgsqlException("The commit was not answered in the time that a statement has.", new TimeoutException(waited.Message, waited));
        }
    }
}
