using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Seaworthy.Bench.Jobs;

/// <summary>An empty database for one row; the one with ten million finished jobs is made once and used again by the rounds that follow.</summary>
/// <param name="Url">Of PostgreSQL; null for files in the folder.</param>
/// <param name="Folder">A data folder.</param>
internal sealed record Database(string? Url, string Folder)
{
    private const string Filled = "finished";

    // All that a line about a job of this benchmark has.
    private const string Columns = "id, queue, kind, args, state, priority, attempt, max_attempts, result, created_at, finished_at, keep_until";

    public static async Task<Database> MakeAsync(JobRow row)
    {
        var scratch = Environment.GetEnvironmentVariable("BENCH_SCRATCH")!;
        var isFilled = row.Burden == Burden.Finished;
        var folder = Directory.CreateDirectory(Path.Combine(scratch, isFilled ? $"{Filled}-{row.Engine}" : Guid.NewGuid().ToString("N"))).FullName;
        if (row.Engine == EngineKind.Sqlite)
        {
            return new(null, folder);
        }

        var server = Environment.GetEnvironmentVariable("BENCH_DATABASE")!;
        var name = isFilled ? Filled : $"b{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(server);
        await using var exists = source.CreateCommand($"select count(*) from pg_database where datname = '{name}'");
        if ((long)(await exists.ExecuteScalarAsync())! == 0)
        {
            await using var create = source.CreateCommand($"create database {name}");
            await create.ExecuteNonQueryAsync();
        }

        return new(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString, folder);
    }

    /// <summary>Fills up the finished jobs to as many as there should be. The tables are there.</summary>
    public async Task FillAsync(int count)
    {
        var since = Stopwatch.GetTimestamp();
        if (Url is null)
        {
            await using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(Folder, "*.db")[0]};Default Timeout=60");
            await connection.OpenAsync();
            await using var fill = connection.CreateCommand();
            fill.CommandText =
                $"""
                with recursive n(i) as (select (select count(*) from finished_jobs) + 1 union all select i + 1 from n where i < {count})
                insert into finished_jobs ({Columns})
                select upper(printf('01900000-0000-7000-8000-%012x', i)), 'default', 'load', '{"{\"stamp\":1}"}', 3, 0, 1, 10, null,
                    '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2027-01-01 00:00:00' from n where i <= {count}
                """;
            fill.CommandTimeout = 600;
            await fill.ExecuteNonQueryAsync();
        }
        else
        {
            await using var source = NpgsqlDataSource.Create(Url + ";Command Timeout=600");
            await using var fill = source.CreateCommand(
                $"""
                insert into load.finished_jobs ({Columns})
                select lpad(to_hex(i), 32, '0')::uuid, 'default', 'load', '{"{\"stamp\":1}"}', 3, 0, 1, 10, null,
                    timestamptz '2026-01-01', timestamptz '2026-01-01', timestamptz '2027-01-01' from generate_series((select count(*) + 1 from load.finished_jobs), {count}) as i
                """);
            await fill.ExecuteNonQueryAsync();
            await using var analyze = source.CreateCommand("analyze load.finished_jobs");
            await analyze.ExecuteNonQueryAsync();
        }

        Console.Error.WriteLine($"filled in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s");
    }

    /// <summary>A transaction that sees what there was when it began, for as long as it is open.</summary>
    public async Task<IAsyncDisposable> OpenTransactionAsync()
    {
        var source = NpgsqlDataSource.Create(Url!);
        var connection = await source.OpenConnectionAsync();
        await using var begin = new NpgsqlCommand("begin isolation level repeatable read; select txid_current()", connection);
        await begin.ExecuteNonQueryAsync();
        return source;
    }
}
