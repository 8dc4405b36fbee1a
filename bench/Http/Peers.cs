using System.Security.Cryptography;

namespace Seaworthy.Bench;

/// <summary>The servers of one run, all on the same database with pools of the same size.</summary>
internal sealed class Peers(Server bare, Server layered, Server vanilla, Server grocery, Server development) : IDisposable
{
    public Server Bare => bare;

    /// <summary>Bare with the two lines.</summary>
    public Server Layered => layered;

    public Server Vanilla => vanilla;

    public Server Grocery => grocery;

    /// <summary>Grocery in Development, where a caller on this machine is whoever it says it is: it answers what needs a user.</summary>
    public Server Development => development;

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
            started.Add(await Server.StartAsync("layered", Addressed(bare) + " --layer", "/plain", [prepared, ("Seaworthy__Management__Port", "0")]));
            started.Add(await Server.StartAsync(
                "vanilla", Addressed($"dotnet '{settings.Dll("Vanilla", "Seaworthy.Peers.Vanilla")}'"), "/products/1", [("PEER_DATABASE", pool)]));
            started.Add(await GroceryAsync(settings, data, "grocery", "Production"));
            started.Add(await GroceryAsync(settings, data, "development", "Development"));
            return new(started[0], started[1], started[2], started[3], started[4]);
        }
        catch
        {
            started.ForEach(server => server.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        bare.Dispose();
        layered.Dispose();
        vanilla.Dispose();
        grocery.Dispose();
        development.Dispose();
    }

    private static Task<Server> GroceryAsync(BenchSettings settings, string data, string name, string environment) => Server.StartAsync(
        name,
        $"dotnet '{settings.Dll("Seaworthy.Cli", "seaworthy-cli")}' serve --target grocery --port PORT --no-seed --data '{Path.Combine(data, name)}'",
        "/health/ready",
        [
            ("DATABASE_URL", settings.ConnectionString),
            ("Seaworthy__Secrets__CursorKey", RandomNumberGenerator.GetHexString(64)),
            ("Seaworthy__Management__Port", "0"),
            ("ASPNETCORE_ENVIRONMENT", environment),
        ]);

    private static string Addressed(string command) => $"env ASPNETCORE_URLS=http://127.0.0.1:PORT {command}";
}
