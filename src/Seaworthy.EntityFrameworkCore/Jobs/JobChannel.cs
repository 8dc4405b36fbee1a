using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>
/// Tells the other processes at one database of new jobs, and hears of theirs. Nothing depends on it: who hears nothing looks by himself after
/// <c>Jobs:PollMs</c>. It is a transaction of its own, twenty times a second at most: a NOTIFY in the transactions that ask for jobs would let only one of
/// them commit at a time.
/// </summary>
internal sealed class JobChannel(PostgreSqlPools pools, IReadOnlyList<NoticedJobs> jobs, TimeProvider time, ILogger log)
{
    public const string Name = "seaworthy_jobs";
    private static readonly TimeSpan BetweenTwo = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterAFailure = TimeSpan.FromSeconds(1);
    private readonly string _own = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, bool> _untold = new(StringComparer.Ordinal);
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _isDeaf;

    /// <summary>Tells and hears until it is told to end.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var own in jobs)
        {
            own.News.Announce = () =>
            {
                _untold[own.Schema] = true;
                _asked.Writer.TryWrite(true);
            };
        }

        return Task.WhenAll(TellAsync(cancellationToken), jobs.Any(own => own.Hears) ? HearAsync(cancellationToken) : Task.CompletedTask);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken))
        {
            var schemas = _untold.Keys.Where(schema => _untold.TryRemove(schema, out _)).ToArray();
            try
            {
                await using var tell = pools.Work.CreateCommand($"select pg_notify('{Name}', schema || ' {_own}') from unnest($1) as schema");
                tell.Parameters.Add(new() { Value = schemas });
                await tell.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
            {
                // They look by themselves; and whoever asks for jobs is told that the database is away.
            }

            await Task.Delay(BetweenTwo, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _asked.Reader.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task HearAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Told to end.
            }
            catch (Exception exception)
            {
                if (!_isDeaf)
                {
                    Log.Deaf(log, exception);
                }

                _isDeaf = true;
                await Task.Delay(AfterAFailure, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Listening.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, said) => Heard(said.Payload);
        await using (var listen = new NpgsqlCommand($"listen {Name}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        _isDeaf = false;

        // What was said while nobody listened is not said again.
        foreach (var own in jobs)
        {
            own.News.Bell.RingForNew();
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    // "grocery 3f2a…": whose jobs, and who says so. Its own bell has rung already.
    private void Heard(string payload)
    {
        foreach (var own in jobs)
        {
            if (payload.StartsWith($"{own.Schema} ", StringComparison.Ordinal) && !payload.EndsWith(_own, StringComparison.Ordinal))
            {
                own.News.Bell.RingForNew();
            }
        }
    }
}
