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
/// processes. EF Core's own migrator is not used because its SQLite lock is a row that a killed process leaves behind.
/// </summary>
internal sealed class MigrationRunner<TContext>(ServiceDatabase<TContext> database)
    where TContext : DbContext
{
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
        await EnsureHistoryAsync(context, parts, cancellationToken);
        var applied = await AppliedAsync(context, cancellationToken);
        var pending = parts.Ids.Where(id => !applied.Contains(id) && string.CompareOrdinal(id, last) <= 0).ToList();
        foreach (var id in pending)
        {
            await ExecuteAsync(context, parts.Up(id), parts.History.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion())), cancellationToken);
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
            await ExecuteAsync(context, parts.Down(id), parts.History.GetDeleteScript(id), cancellationToken);
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

    private static async Task<HashSet<string>> AppliedAsync(TContext context, CancellationToken cancellationToken)
    {
        var history = context.GetService<IHistoryRepository>();
        return await history.ExistsAsync(cancellationToken)
            ? [.. (await history.GetAppliedMigrationsAsync(cancellationToken)).Select(row => row.MigrationId)]
            : [];
    }

    private static async Task EnsureHistoryAsync(TContext context, Parts parts, CancellationToken cancellationToken)
    {
        if (context.Model.GetDefaultSchema() is { } schema)
        {
            await RunAsync(context, $"create schema if not exists \"{schema}\"", cancellationToken);
        }

        if (!await parts.History.ExistsAsync(cancellationToken))
        {
            await RunAsync(context, parts.History.GetCreateScript(), cancellationToken);
        }
    }

    private static async Task ExecuteAsync(
        TContext context, IReadOnlyList<MigrationCommand> commands, string historySql, CancellationToken cancellationToken)
    {
        var connection = context.GetService<IRelationalConnection>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var command in commands)
        {
            await command.ExecuteNonQueryAsync(connection, parameterValues: null, cancellationToken);
        }

        await RunAsync(context, historySql, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // The text is EF Core's own or a schema's name from code: there are no values in it to bind.
    private static async Task RunAsync(TContext context, string sql, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>EF Core's parts for one context.</summary>
    private sealed record Parts(IMigrationsAssembly Assembly, IMigrationsSqlGenerator Generator, IHistoryRepository History, string Provider, IModel Model)
    {
        public IReadOnlyList<string> Ids { get; } = [.. Assembly.Migrations.Keys.Order(StringComparer.Ordinal)];

        public static Parts Of(TContext context) => new(
            context.GetService<IMigrationsAssembly>(),
            context.GetService<IMigrationsSqlGenerator>(),
            context.GetService<IHistoryRepository>(),
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
