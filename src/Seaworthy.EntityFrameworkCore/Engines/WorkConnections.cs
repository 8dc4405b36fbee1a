using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// Opens the connections that requests and jobs share, for statements of the service's own and for EF Core: each after its turn, which ends when it is closed, whoever closes it.
/// </summary>
internal sealed class WorkConnections : DbConnectionInterceptor
{
    private readonly NpgsqlDataSource _source;
    private readonly ConnectionDoubt _doubt;
    private readonly CurrentRequest _current;
    private readonly TimeProvider _time;
    private readonly PoolTurns _turns;
    private readonly TimeSpan _wait;
    private readonly TimeSpan _longestWait;
    private readonly StateChangeEventHandler _changed;

    /// <param name="source">The pool.</param>
    /// <param name="wait">How long a request may wait for one that is not critical.</param>
    /// <param name="current">Whose request it is.</param>
    /// <param name="time">The clock.</param>
    public WorkConnections(NpgsqlDataSource source, TimeSpan wait, CurrentRequest current, TimeProvider time)
    {
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        (_source, _current, _time, _wait) = (source, current, time, wait);
        (_doubt, _turns, _longestWait) = (new(time), new(settings.MaxPoolSize, time), TimeSpan.FromSeconds(settings.Timeout));
        _changed = Leave;
    }

    /// <summary>Somebody has lost a connection.</summary>
    public void Lost() => _doubt.Raise();

    /// <summary>An open connection; disposing it gives it back.</summary>
    /// <exception cref="DatabaseBusyException">None was free in time.</exception>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = _source.CreateConnection();
        await OpenAsync(connection, cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await OpenAsync(connection, cancellationToken);
        return InterceptionResult.Suppress();
    }

    private async ValueTask OpenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // What is nobody's, as a process's sign of life, comes first too; jobs do not, and are patient.
        var (scope, started) = (_current.Scope, _time.GetTimestamp());
        var isCritical = scope is null or { Class: RequestClass.Critical };
        var patience = isCritical || scope!.Class is null ? _longestWait : _wait;
        do
        {
            var left = patience - _time.GetElapsedTime(started);
            await WaitAsync(isCritical, left > TimeSpan.Zero ? left : TimeSpan.Zero, isRequest: scope?.Class is not null, cancellationToken);
        }
        while (!await TryOpenAsync(connection, cancellationToken));

        connection.StateChange += _changed;
    }

    private async ValueTask WaitAsync(bool isCritical, TimeSpan patience, bool isRequest, CancellationToken cancellationToken)
    {
        try
        {
            await _turns.EnterAsync(isCritical, patience, cancellationToken);
        }
        catch (OperationCanceledException exception) when (isRequest)
        {
            // Nothing of it was begun, which a deadline that has passed does not say.
            throw new DatabaseBusyException("Each connection to the database was at work until the request's deadline, or until its caller left.", exception);
        }
    }

    /// <returns>False when the server has no connection left and one of ours will be free.</returns>
    private async ValueTask<bool> TryOpenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            await _doubt.TryAsync(connection, cancellationToken);
            return true;
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections && _turns.TryLower())
        {
            return false;
        }
        catch
        {
            await connection.CloseAsync();
            _turns.Leave();
            throw;
        }
    }

    // One that breaks is closed before whoever has it knows.
    private void Leave(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState != ConnectionState.Open)
        {
            ((DbConnection)sender).StateChange -= _changed;
            _turns.Leave();
        }
    }
}
