using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.Build;

/// <summary>Brings the embedded engine into an application.</summary>
internal static class SqliteServices
{
    public static IServiceCollection AddEmbeddedSqlite(this IServiceCollection services) => services.AddSingleton(
        new SqliteProvider(SqliteFactory.Instance, (options, connectionString) => options.UseSqlite(connectionString)));
}
