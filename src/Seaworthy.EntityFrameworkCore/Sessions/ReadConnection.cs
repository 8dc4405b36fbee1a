using System.Data.Common;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>A connection to read over: one from the pool, which goes back there, or that of the transaction which makes its answer.</summary>
internal readonly struct ReadConnection(DbConnection connection, bool isBorrowed) : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public ValueTask DisposeAsync() => isBorrowed ? Connection.DisposeAsync() : ValueTask.CompletedTask;
}
