using System.Data.Common;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Idempotency;

namespace Seaworthy.EntityFrameworkCore.Idempotency;

/// <summary>
/// A write whose request has a key: the answer is made before the commit and becomes a row of the same transaction, so that a
/// crash leaves both or nothing. It is sent after the commit, by the stage that keeps it.
/// </summary>
internal sealed class KeyedWrites<TContext>(ServiceDatabase<TContext> database, ServiceKeys<TContext> keys, KeyedRun run, TenantScope scope)
    where TContext : DbContext
{
    private static readonly IResult Made = new MadeAnswer();

    // The server tells of a connection's end some milliseconds before it lets go of what was locked over it.
    private static readonly TimeSpan UntilLetGo = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    public async Task<IResult> AnswerAsync(
        Func<TContext, CancellationToken, Task<IResult>> work, Func<IReadOnlyList<string>>? touches, bool isRepeatable, CancellationToken cancellationToken)
    {
        try
        {
            return isRepeatable
                ? await database.Attempts().RunAsync(attempts => CommitAsync(work, touches, attempts, cancellationToken), TakeBack)
                : await CommitAsync(work, touches, attempts: null, cancellationToken);
        }
        catch (Exception exception) when (IsThere(exception))
        {
            await LookAgainAsync(cancellationToken);
            return Made;
        }
    }

    public async Task<WrittenAnswer> AnswerAsync(IReadOnlyList<SqlStatement> statements, IResult answer, CancellationToken cancellationToken)
    {
        if (await run.MakeAsync(answer) is not { } made)
        {
            return new(Made, IsWritten: false);
        }

        try
        {
            switch (await database.ExecuteAloneAsync([keys.Insert(run.Claim, made), .. statements], cancellationToken))
            {
                case null:
                    run.IsKept = true;
                    return new(Made, IsWritten: true);
                case KeyTable.Turn:
                    run.Found = KeyFinding.InFlight;
                    return new(Made, IsWritten: false);
                case var check:
                    run.Unmake();
                    return new(Made, IsWritten: false, check);
            }
        }
        catch (DbException exception) when (IsThere(exception))
        {
            await LookAgainAsync(cancellationToken);
            return new(Made, IsWritten: false);
        }
    }

    private async Task<IResult> CommitAsync(
        Func<TContext, CancellationToken, Task<IResult>> work, Func<IReadOnlyList<string>>? touches, WorkAttempts? attempts, CancellationToken cancellationToken)
    {
        using var turn = await database.Sql.WaitToWriteAsync(cancellationToken);
        await using var context = database.Lease(scope);
        context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        attempts?.Begun();
        var (connection, own) = (context.Database.GetDbConnection(), transaction.GetDbTransaction());
        if (!await TakeTurnAsync(connection, own, attempts, cancellationToken))
        {
            run.Found = KeyFinding.InFlight;
            return Made;
        }

        var answer = await work(context, cancellationToken);
        if (answer is Problem)
        {
            return answer;
        }

        await context.SaveChangesAsync(cancellationToken);
        if (await MakeAsync(answer, connection) is not { } made)
        {
            return Made;
        }

        await database.Sql.ExecuteAsync(connection, own, [keys.Insert(run.Claim, made)], cancellationToken);
        attempts?.Commits();
        await database.CommitAsync(transaction, touches?.Invoke() ?? []);
        run.IsKept = true;
        return Made;
    }

    // That an attempt before still has it means nothing but that the server has not let go of it yet.
    private async Task<bool> TakeTurnAsync(DbConnection connection, DbTransaction own, WorkAttempts? attempts, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await keys.TakeTurnAsync(connection, own, run.Claim, cancellationToken))
        {
            if (attempts?.Lost is not { } lost)
            {
                return false;
            }

            if (Stopwatch.GetElapsedTime(started) > UntilLetGo)
            {
                ExceptionDispatchInfo.Throw(lost);
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }

        return true;
    }

    private void TakeBack()
    {
        run.Unmake();
        run.Found = null;
    }

    // What the answer shows is in the transaction, where nobody else can read it yet.
    private async Task<StoredAnswer?> MakeAsync(IResult answer, DbConnection connection)
    {
        run.Reads = (database, connection);
        try
        {
            return await run.MakeAsync(answer);
        }
        finally
        {
            run.Reads = null;
        }
    }

    private bool IsThere(Exception exception) => exception is DbException error && keys.IsThere(error);

    // Another process has committed the key since this one looked.
    private async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        var found = await keys.FindAsync(run.Claim, cancellationToken);
        run.Found = found.State == KeyState.Free ? KeyFinding.InFlight : found;
    }

    private sealed class MadeAnswer : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask;
    }
}
