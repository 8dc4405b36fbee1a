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
    private readonly List<FaultProxy> _links = [];
    private readonly List<string> _settings;

    private Bank(TestDatabase database, Notary notary, IEnumerable<string> settings)
    {
        (Database, Notary, Books) = (database, notary, new(database));
        _settings =
        [
            $"Seaworthy:DataDirectory={database.Folder}", $"Savings:Notary={notary.Address}", "Seaworthy:Observability:JsonLogs=false", "Seaworthy:Management:Port=0",
            "Seaworthy:RateLimiting:Address=1000000/second", $"Seaworthy:Secrets:CursorKey={CursorKey}", "Seaworthy:Drain:GraceMs=0",
        ];
        _settings = With([.. settings]);
        if (database.Url is not null)
        {
            ToDatabase = new(ToServer);
            _links.Add(ToDatabase);
            _settings.Add(UrlThrough(ToDatabase));
        }
    }

    public TestDatabase Database { get; }

    /// <summary>Between the processes and PostgreSQL.</summary>
    public FaultProxy? ToDatabase { get; }

    public Notary Notary { get; }

    public Books Books { get; }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The processes that serve nobody and run jobs.</summary>
    public IReadOnlyList<Node> Workers => [.. _nodes.Where(node => node.Name.StartsWith(SavingsProcess.Worker, StringComparison.Ordinal))];

    /// <summary>Where clients ask.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _nodes.Except(Workers).Select(node => node.Address)];

    /// <summary>Makes the tables; nobody serves yet. With PostgreSQL a link that can be broken lies between.</summary>
    public static async Task<Bank> OpenAsync(TestDatabase database, params string[] settings)
    {
        var bank = new Bank(database, await Notary.OpenAsync(), settings);
        await SavingsProcess.MigrateAsync(bank._settings);
        return bank;
    }

    /// <summary>Starts a process that serves and works.</summary>
    public async Task<Node> ServeAsync(params string[] settings) => await StartAsync(new($"node-{_nodes.Count}", With(settings)));

    /// <summary>The same on one processor, so that whoever asks has another.</summary>
    public async Task<Node> ServeOnAsync(string processor, params string[] settings) => await StartAsync(new($"node-{_nodes.Count}", With(settings), processor));

    /// <summary>Starts a process that serves and works, and whose output goes to a file.</summary>
    public async Task<Node> ServeLoggingToAsync(string file, params string[] settings) => await StartAsync(new($"node-{_nodes.Count}", With(settings), log: file));

    /// <summary>Starts a process that only works.</summary>
    public async Task<Node> WorkAsync(params string[] settings) => await StartAsync(new($"{SavingsProcess.Worker}-{_nodes.Count}", [SavingsProcess.Worker, .. With(settings)]));

    /// <summary>A link to PostgreSQL for one process alone: what to say to it, and what to break.</summary>
    public (string Setting, FaultProxy Link) OwnLink()
    {
        var link = new FaultProxy(ToServer);
        _links.Add(link);
        return (UrlThrough(link), link);
    }

    /// <summary>A link to the notary for one process alone: what to say to it, and what to break.</summary>
    public (string Setting, FaultProxy Link) OwnLinkToNotary()
    {
        var link = new FaultProxy(() => Notary.EndPoint);
        _links.Add(link);
        return ($"Savings:Notary=http://127.0.0.1:{link.Port}/", link);
    }

    /// <summary>Returns when a process has so many receipts to give, begun and not done, and has told the notary of one.</summary>
    public async Task UntilWorkingAsync(Node worker, int jobs)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Books.HeldAsync(worker.Pid) is var held && (held.Count < jobs || !held.Exists(Notary.Told.Contains)))
        {
            await Task.Delay(5, patience.Token);
        }
    }

    /// <summary>Asks the first process for a job that nobody can do.</summary>
    public async Task PoisonAsync(string kind)
    {
        using var client = new HttpClient();
        (await client.PostAsync(new Uri(Addresses[0], $"/savings/poison/{kind}"), null)).EnsureSuccessStatusCode();
    }

    /// <summary>Returns when nothing is left to do.</summary>
    /// <exception cref="InvalidOperationException">It did not come to rest within <paramref name="patience"/>.</exception>
    public async Task SettleAsync(TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (await Books.LeftAsync() is var left && left is not (0, 0, <= 0))
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new InvalidOperationException($"after {patience.TotalSeconds} s of peace {left.Jobs} jobs and {left.Events} events are left, and {left.Missing} deposits are in no book; "
                    + string.Join("; ", await Books.LeftJobsAsync()));
            }

            await Task.Delay(25);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var link in _links)
        {
            await link.DisposeAsync();
        }

        await Notary.DisposeAsync();
    }

    private IPEndPoint ToServer() => new(IPAddress.Loopback, new NpgsqlConnectionStringBuilder(Database.Url).Port);

    private string UrlThrough(FaultProxy link) => $"Seaworthy:Database:Url={new NpgsqlConnectionStringBuilder(Database.Url) { Port = link.Port }.ConnectionString}";

    // What a process has of its own stands in the place of what all have.
    private List<string> With(string[] settings) => [.. _settings.ExceptBy(settings.Select(NameOf), NameOf), .. settings];

    private static string NameOf(string setting) => setting.Split('=', 2)[0];

    private async Task<Node> StartAsync(Node node)
    {
        _nodes.Add(node);
        await node.StartAsync();
        return node;
    }
}
