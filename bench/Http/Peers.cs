using System.Security.Cryptography;

namespace Seaworthy.Bench;

/// <summary>The servers of one run, all on the same database with pools of the same size.</summary>
internal sealed class Peers(IReadOnlyList<Server> servers, int pageBytes) : IDisposable
{
    // What the database is asked for is measured with nothing kept.
    private static readonly (string Name, string Value) KeepsNothing = ("Seaworthy__Caching__Responses", "false");

    // One for all of them, so that a cursor of one is good at the others.
    private static readonly string CursorKey = RandomNumberGenerator.GetHexString(64);

    /// <summary>All of them: bare, bare with the two lines, vanilla without its cache, with it and with all in-box parts, the grocery three times, nginx, FastAPI, Fastify.</summary>
    public IReadOnlyList<Server> All => servers;

    /// <summary>How long the page is that some keep.</summary>
    public int PageBytes => pageBytes;

    public Server Bare => Named("bare");

    /// <summary>Bare with the two lines.</summary>
    public Server Layered => Named("layered");

    public Server Vanilla => Named("vanilla");

    /// <summary>Vanilla with output cache and compression.</summary>
    public Server VanillaCached => Named("vanilla-cached");

    /// <summary>Vanilla with all that .NET has in the box of what the layer does.</summary>
    public Server VanillaFull => Named("vanilla-full");

    public Server Grocery => Named("grocery");

    public Server Nginx => Named("nginx");

    public Server FastApi => Named("fastapi");

    public Server Fastify => Named("fastify");

    /// <summary>Grocery in Development, where a caller on this machine is whoever it says it is: it answers what needs a user.</summary>
    public Server Development => Named("development");

    /// <param name="settings">Where builds and the database are.</param>
    /// <param name="data">A folder of this run, so that no file of a shop on this machine is touched.</param>
    public static async Task<Peers> StartAsync(BenchSettings settings, string data)
    {
        var started = new List<Server>();
        try
        {
            // Bare prepares what it runs; vanilla does not, since nothing tells those who write it so to.
            var pool = $"{settings.ConnectionString};Maximum Pool Size=20";
            var prepared = ("PEER_DATABASE", $"{pool};Max Auto Prepare=20;Auto Prepare Min Usages=2");
            var bare = $"dotnet '{settings.Dll("Bare", "Seaworthy.Peers.Bare")}'";
            started.Add(await Server.StartAsync("bare", Addressed(bare), "/plain", [prepared]));
            started.Add(await Server.StartAsync("layered", Addressed(bare) + " --layer", "/plain", [prepared]));
            started.Add(await Server.StartAsync(
                "vanilla", Addressed($"dotnet '{settings.Dll("Vanilla", "Seaworthy.Peers.Vanilla")}'"), "/products/1", [("PEER_DATABASE", pool)]));
            started.Add(await Server.StartAsync(
                "vanilla-cached", Addressed($"dotnet '{settings.Dll("Vanilla", "Seaworthy.Peers.Vanilla")}' --cached"), "/products/1", [("PEER_DATABASE", pool)]));
            started.Add(await Server.StartAsync(
                "vanilla-full", Addressed($"dotnet '{settings.Dll("Vanilla", "Seaworthy.Peers.Vanilla")}' --full"), "/products/1", [("PEER_DATABASE", pool)]));
            started.Add(await GroceryAsync(settings, data, "grocery", "Production", KeepsNothing));
            started.Add(await GroceryAsync(settings, data, "kept", "Production"));
            started.Add(await GroceryAsync(settings, data, "development", "Development", KeepsNothing));
            var page = await PageAsync(started.Find(server => server.Name == "kept")!);
            await OtherPeers.StartAsync(settings, data, page, started);
            return new(started, page.Length);
        }
        catch
        {
            started.ForEach(server => server.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var server in servers)
        {
            server.Dispose();
        }
    }

    private Server Named(string name) => servers.First(server => server.Name == name);

    private static Task<Server> GroceryAsync(
        BenchSettings settings, string data, string name, string environment, params (string Name, string Value)[] more) => Server.StartAsync(
        name,
        settings.Serve("grocery", Path.Combine(data, name)) + " --no-seed",
        "/health/ready",
        [
            ("DATABASE_URL", settings.ConnectionString),
            ("Seaworthy__Secrets__CursorKey", CursorKey),
            ("ASPNETCORE_ENVIRONMENT", environment),
            .. more,
        ],
        isManaged: true);

    private static async Task<byte[]> PageAsync(Server grocery)
    {
        using var http = new HttpClient { BaseAddress = grocery.Url };
        return await http.GetByteArrayAsync(new Uri(HttpRows.PageOne, UriKind.Relative));
    }

    private static string Addressed(string command) => $"env ASPNETCORE_URLS=http://127.0.0.1:PORT {command}";
}
