using Seaworthy.Hosting;

namespace Seaworthy.Tests.Hosting;

/// <summary>A database that does what a test tells it.</summary>
internal sealed class FakeDatabase(string service) : IServiceDatabase
{
    private int _pings;

    public string Service => service;

    public string Engine => "sqlite";

    public string Place => "secret-host:5432/shop";

    public int Pings => Volatile.Read(ref _pings);

    public Func<CancellationToken, Task> Ping { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<MigrationState> Migrations { get; set; } = [new("1_First", Applied: true)];

    public Task PingAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _pings);
        return Ping(cancellationToken);
    }

    public Task<IReadOnlyList<MigrationState>> MigrationsAsync(CancellationToken cancellationToken) => Task.FromResult(Migrations);

    public Task<IReadOnlyList<string>> MigrateUpAsync(string? to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> MigrateDownAsync(string? to, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string> ScriptAsync(string? to, CancellationToken cancellationToken) => throw new NotSupportedException();
}
