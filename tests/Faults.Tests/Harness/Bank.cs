using System.Diagnostics;
using System.Net;
using Npgsql;
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Harness;

/// <summary>The bank as it is deployed for a run: its database, its processes and what lies between.</summary>
internal sealed class Bank : IAsyncDisposable
{
    // Processes that share a database must share it.
    private const string CursorKey = "8f1d0c6b5a4938271605f4e3d2c1b0a99887766554433221100ffeeddccbbaa0";
    private readonly List<Node> _nodes = [];
    private readonly List<string> _settings;

    private Bank(TestDatabase database, FaultProxy? toDatabase, Notary notary, IEnumerable<string> settings)
    {
        (Database, ToDatabase, Notary, Books) = (database, toDatabase, notary, new(database));
        _settings =
        [
            $"Seaworthy:DataDirectory={database.Folder}", $"Savings:Notary={notary.Address}", "Seaworthy:Observability:JsonLogs=false", "Seaworthy:Management:Port=0",
            "Seaworthy:RateLimiting:Address=1000000/second", $"Seaworthy:Secrets:CursorKey={CursorKey}", "Seaworthy:Drain:GraceMs=0", .. settings,
        ];
        if (database.Url is { } url)
        {
            _settings.Add($"Seaworthy:Database:Url={(toDatabase is null ? url : new NpgsqlConnectionStringBuilder(url) { Port = toDatabase.Port }.ConnectionString)}");
        }
    }

    public TestDatabase Database { get; }

    /// <summary>Between the processes and PostgreSQL.</summary>
    public FaultProxy? ToDatabase { get; }

    public Notary Notary { get; }

    public Books Books { get; }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Where clients ask.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _nodes.Where(node => !node.Name.StartsWith(SavingsProcess.Worker, StringComparison.Ordinal)).Select(node => node.Address)];

    /// <summary>Makes the tables; nobody serves yet. With PostgreSQL a link that can be broken lies between.</summary>
    public static async Task<Bank> OpenAsync(TestDatabase database, params string[] settings)
    {
        var toDatabase = database.Url is { } url ? new FaultProxy(() => new(IPAddress.Loopback, new NpgsqlConnectionStringBuilder(url).Port)) : null;
        var bank = new Bank(database, toDatabase, await Notary.OpenAsync(), settings);
        await SavingsProcess.MigrateAsync(bank._settings);
        return bank;
    }

    /// <summary>Starts a process that serves and works.</summary>
    public async Task<Node> ServeAsync(params string[] settings) => await StartAsync(new($"node-{_nodes.Count}", [.. _settings, .. settings]));

    /// <summary>Starts a process that only works.</summary>
    public async Task<Node> WorkAsync(params string[] settings) => await StartAsync(new($"{SavingsProcess.Worker}-{_nodes.Count}", [SavingsProcess.Worker, .. _settings, .. settings]));

    /// <summary>Returns when nothing is left to do.</summary>
    /// <returns>What it took.</returns>
    /// <exception cref="InvalidOperationException">It did not come to rest within <paramref name="patience"/>.</exception>
    public async Task<TimeSpan> SettleAsync(TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (await Books.LeftAsync() is var left && left != (0, 0, 0))
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new InvalidOperationException($"after {patience.TotalSeconds} s of peace {left.Jobs} jobs and {left.Events} events are left, and {left.Missing} deposits are in no book");
            }

            await Task.Delay(25);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        if (ToDatabase is not null)
        {
            await ToDatabase.DisposeAsync();
        }

        await Notary.DisposeAsync();
    }

    private async Task<Node> StartAsync(Node node)
    {
        _nodes.Add(node);
        await node.StartAsync();
        return node;
    }
}
