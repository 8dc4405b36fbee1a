using System.Data.Common;
using System.Globalization;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.EntityFrameworkCore.TokenKeys;

/// <summary>
/// The keys of the process, in a schema of its own beside the services' (with SQLite a file): a token is signed by one ring, whichever of the services
/// run in this process or in that one. Made when it is first needed.
/// </summary>
internal sealed class TokenKeyTable(DatabaseEngine engine) : IKeyTable, IAsyncDisposable
{
    /// <summary>The schema, and the name of SQLite's file.</summary>
    public const string Home = "seaworthy";

    private const string Name = "token_keys";
    private readonly string _table = engine.Schema is null ? Name : $"{Home}.{Name}";

    public string Place => $"{_table} in {engine.Place}";

    public async Task<IReadOnlyList<SealedKey>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        return await IsThereAsync(connection, null, cancellationToken) ? await ReadAsync(connection, null, cancellationToken) : [];
    }

    public async Task ChangeAsync(Func<IReadOnlyList<SealedKey>, IReadOnlyList<SealedKey>?> change, CancellationToken cancellationToken)
    {
        using var turn = await engine.WaitToWriteAsync(cancellationToken);
        await using var connection = await engine.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, transaction, cancellationToken);
        if (!await IsThereAsync(connection, transaction, cancellationToken))
        {
            await engine.ExecuteAsync(connection, transaction, Create, cancellationToken);
        }

        if (change(await ReadAsync(connection, transaction, cancellationToken)) is not { } next)
        {
            return;
        }

        await engine.ExecuteAsync(
            connection, transaction,
            [new($"delete from {_table}"), .. next.Select(key => new SqlStatement($"insert into {_table} (kid, signs_from, key) values ($1, $2, $3)", key.Id, Text(key.SignsFrom), key.Key))],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    // Who may not make schemas is given one: it is made where it is missing, and not asked for where it is there.
    private IReadOnlyList<SqlStatement> Create =>
    [
        .. engine.Schema is null ? (SqlStatement[])[] : [new(MigrationHistory.CreateSchema(Home))],
        new($"create table {_table} (kid text primary key, signs_from text not null, key text not null)"),
    ];

    // Two that start at once: the second one waits, and finds the keys of the first. SQLite's one writer has waited already.
    private async Task LockAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (engine.Schema is not null)
        {
            await engine.ExecuteAsync(connection, transaction, [new($"select pg_advisory_xact_lock(hashtextextended('{Home}.{Name}', 0))")], cancellationToken);
        }
    }

    private async Task<bool> IsThereAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = engine.Command(connection, new(engine.TableExists(Name)));
        command.Transaction = transaction;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) == 1;
    }

    private async Task<IReadOnlyList<SealedKey>> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = engine.Command(connection, new($"select kid, signs_from, key from {_table}"));
        command.Transaction = transaction;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<SealedKey>();
        while (await rows.ReadAsync(cancellationToken))
        {
            keys.Add(new(rows.GetString(0), DateTimeOffset.Parse(rows.GetString(1), CultureInfo.InvariantCulture), rows.GetString(2)));
        }

        return keys;
    }

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
