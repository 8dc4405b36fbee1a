using System.Data.Common;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>The turn to change a schema, over all processes until it is disposed.</summary>
/// <param name="connection">Where it is done; statements on it have no time limit.</param>
/// <param name="lease">Given back after the connection is closed; null where closing it is all.</param>
public sealed class MigrationTurn(DbConnection connection, IDisposable? lease = null) : IAsyncDisposable
{
    /// <summary>Where migrations run.</summary>
    public DbConnection Connection => connection;

    /// <summary>Ends the turn.</summary>
    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        lease?.Dispose();
    }
}
