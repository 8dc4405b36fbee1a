using System.Data.Common;
using Npgsql;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// Whether connections of the pool are tried before they are used. A connection that was ended while nobody used it, by an administrator, a failover or a middlebox, is noticed by the next
/// one that uses it, who has done nothing to deserve it. So whoever has lost one makes all others careful for a while: one more exchange each, and a dead connection is replaced by the next.
/// In ordinary times nobody is careful, and it costs nothing.
/// </summary>
internal sealed class ConnectionDoubt(TimeProvider time)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);
    private long _raised = long.MinValue; // when somebody lost a connection last

    private bool IsRaised => Volatile.Read(ref _raised) is var raised and not long.MinValue && time.GetElapsedTime(raised) < Lasting;

    /// <summary>Somebody has lost a connection.</summary>
    public void Raise() => Volatile.Write(ref _raised, time.GetTimestamp());

    /// <summary>Returns when the open connection leads somewhere, over another one of the pool where it does not.</summary>
    public async ValueTask TryAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        while (IsRaised && !await LeadsAsync(connection, cancellationToken))
        {
            Raise();
            await connection.CloseAsync();
            await connection.OpenAsync(cancellationToken);
        }
    }

    private static async ValueTask<bool> LeadsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "select 1";
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
