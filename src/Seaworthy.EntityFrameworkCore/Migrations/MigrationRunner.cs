using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;

namespace Seaworthy.EntityFrameworkCore.Migrations;

/// <summary>
/// Applies and undoes EF Core migrations, each in its own transaction with its line of history, under one lock over all
/// processes. EF Core's own migrator is not used: its SQLite lock is a row that a killed process leaves behind.
/// </summary>
internal sealed class MigrationRunner<TContext>(ServiceDatabase<TContext> database)
    where TContext : DbContext
{
    private const string Table = "__migrations";
    private readonly string _history = database.Sql.Schema is { } schema ? $"\"{schema}\".{Table}" : Table;

    public async Task<IReadOnlyList<MigrationState>> StatusAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Lease();
        var applied = await AppliedAsync(context, cancellationToken);
        return [.. Parts.Of(context).Ids.Select(id => new MigrationState(id, applied.Contains(id)))];
    }

    public async Task<IReadOnlyList<string>> UpAsync(string? to, CancellationToken cancellationToken)
    {
        await using var held = await database.Sql.LockMigrationsAsync(cancellationToken);
        await using var context = database.Lease();
        var parts = Parts.Of(context);
        var last = to is null ? parts.Ids[^1] : parts.Find(to);
        var applied = await AppliedAsync(context, cancellationToken);
        await EnsureHistoryAsync(context, cancellationToken);
        var pending = parts.Ids.Where(id => !applied.Contains(id) && string.CompareOrdinal(id, last) <= 0).ToList();
        foreach (var id in pending)
        {
            await ExecuteAsync(context, parts.Up(id), $"insert into {_history} (id, applied_at) values (@id, current_timestamp)", id, cancellationToken);
        }

        return pending;
    }

    public async Task<IReadOnlyList<string>> DownAsync(string? to, CancellationToken cancellationToken)
    {
        await using var held = await database.Sql.LockMigrationsAsync(cancellationToken);
        await using var context = database.Lease();
        var parts = Parts.Of(context);
        var applied = await AppliedAsync(context, cancellationToken);
        var newestFirst = parts.Ids.Where(applied.Contains).Reverse();
        var undone = (to is null ? newestFirst.Take(1)
            : to == "0" ? newestFirst
            : newestFirst.TakeWhile(id => id != parts.Find(to))).ToList();
        foreach (var id in undone)
        {
            await ExecuteAsync(context, parts.Down(id), $"delete from {_history} where id = @id", id, cancellationToken);
        }

        return undone;
    }

    public async Task<string> ScriptAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Lease();
        var parts = Parts.Of(context);
        var applied = await AppliedAsync(context, cancellationToken);
        var script = new StringBuilder();
        foreach (var id in parts.Ids.Where(id => !applied.Contains(id)))
        {
            script.Append("-- ").AppendLine(id);
            foreach (var command in parts.Up(id))
            {
                script.AppendLine(command.CommandText);
            }
        }

        return script.ToString();
    }

    private async Task<HashSet<string>> AppliedAsync(TContext context, CancellationToken cancellationToken)
    {
        await using var exists = await CommandAsync(context, database.Sql.TableExists(Table), cancellationToken);
        if (Convert.ToInt64(await exists.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) == 0)
        {
            return [];
        }

        var applied = new HashSet<string>();
        await using var command = await CommandAsync(context, $"select id from {_history}", cancellationToken);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            applied.Add(rows.GetString(0));
        }

        return applied;
    }

    private async Task EnsureHistoryAsync(TContext context, CancellationToken cancellationToken)
    {
        if (database.Sql.Schema is { } schema)
        {
            await using var create = await CommandAsync(context, $"create schema if not exists \"{schema}\"", cancellationToken);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var table = await CommandAsync(context, $"create table if not exists {_history} (id text primary key, applied_at text not null)", cancellationToken);
        await table.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(
        TContext context, IReadOnlyList<MigrationCommand> commands, string historySql, string id, CancellationToken cancellationToken)
    {
        var connection = context.GetService<IRelationalConnection>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var command in commands)
        {
            await command.ExecuteNonQueryAsync(connection, parameterValues: null, cancellationToken);
        }

        await using var history = await CommandAsync(context, historySql, cancellationToken);
        var parameter = history.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@id", id);
        history.Parameters.Add(parameter);
        await history.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // What is put together here are names from code; values are parameters.
    private static async Task<DbCommand> CommandAsync(TContext context, string sql, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    /// <summary>EF Core's parts for one context.</summary>
    private sealed record Parts(IMigrationsAssembly Assembly, IMigrationsSqlGenerator Generator, string Provider, IModel Model)
    {
        public IReadOnlyList<string> Ids { get; } = [.. Assembly.Migrations.Keys.Order(StringComparer.Ordinal)];

        public static Parts Of(TContext context) => new(
            context.GetService<IMigrationsAssembly>(),
            context.GetService<IMigrationsSqlGenerator>(),
            context.Database.ProviderName!,
            context.GetService<IDesignTimeModel>().Model);

        /// <summary>A full id, or the part of it that says which one: its number or its name.</summary>
        public string Find(string id) => Ids.FirstOrDefault(known => known == id)
            ?? Ids.SingleOrDefault(known => known.StartsWith(id, StringComparison.Ordinal) || known.EndsWith("_" + id, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"no migration is called '{id}'; there are {string.Join(", ", Ids)}", nameof(id));

        public IReadOnlyList<MigrationCommand> Up(string id) => Generator.Generate(Create(id).UpOperations, Model);

        public IReadOnlyList<MigrationCommand> Down(string id) => Generator.Generate(Create(id).DownOperations, Model);

        private Migration Create(string id) => Assembly.CreateMigration(Assembly.Migrations[id], Provider);
    }
}
