using Seaworthy.Hosting;

namespace Seaworthy.Cli.Hosting;

/// <summary>A service's database as commands use it: what goes wrong says where the database is, and the repair.</summary>
internal sealed class ToldDatabase(IServiceDatabase database) : IServiceDatabase
{
    public string Service => database.Service;

    public string Engine => database.Engine;

    public string Place => database.Place;

    public async Task PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.PingAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseFault.Of(exception, Place) is { } fault)
        {
            throw fault;
        }
    }

    public Task<IReadOnlyList<MigrationState>> MigrationsAsync(CancellationToken cancellationToken) =>
        TellAsync(database.MigrationsAsync(cancellationToken));

    public Task<IReadOnlyList<string>> MigrateUpAsync(string? to, CancellationToken cancellationToken) =>
        TellAsync(database.MigrateUpAsync(to, cancellationToken));

    public Task<IReadOnlyList<string>> MigrateDownAsync(string? to, CancellationToken cancellationToken) =>
        TellAsync(database.MigrateDownAsync(to, cancellationToken));

    public Task<string> ScriptAsync(string? to, CancellationToken cancellationToken) => TellAsync(database.ScriptAsync(to, cancellationToken));

    private async Task<T> TellAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked;
        }
        catch (Exception exception) when (DatabaseFault.Of(exception, Place) is { } fault)
        {
            throw fault;
        }
    }
}
