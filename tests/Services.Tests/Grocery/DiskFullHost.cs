using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>The grocery on a disk whose size a test chooses.</summary>
public sealed class DiskFullHost : GroceryTogetherOnSqlite
{
    internal DiskLimit Limit { get; } = new();

    protected override void AddSqlite(IServiceCollection services) => services.AddSingleton(new SqliteProvider(
        SqliteFactory.Instance, (options, connectionString) => options.UseSqlite(connectionString).AddInterceptors(Limit)));
}

/// <summary>
/// SQLite's own limit of a file, set on each connection that is opened. A limit below what the file has means that it may
/// not grow.
/// </summary>
internal sealed class DiskLimit : DbConnectionInterceptor
{
    public const int NoLimit = int.MaxValue;

    public int Pages { get; set; } = NoLimit;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA max_page_count = {Pages}";
        command.ExecuteNonQuery();
    }
}
