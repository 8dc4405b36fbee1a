using System.Security.Cryptography;

namespace Seaworthy.Bench;

/// <summary>The five services, and vanilla for all of them, on one database with pools of the same size.</summary>
internal sealed class ServicePeers : IDisposable
{
    /// <summary>Grocery, cafe, workforce and todos, with nothing kept.</summary>
    public const string Made = "services";

    /// <summary>The same as they are served, by default.</summary>
    public const string Kept = "services, kept";

    /// <summary>The rides, which keep no answers, in Development: each ride is another rider's, and a caller on this machine is whoever it says it is.</summary>
    public const string Riding = "rides";

    public const string Vanilla = "vanilla";

    private readonly List<Server> _all = [];

    public Server this[string name] => _all.First(server => server.Name == name);

    /// <param name="settings">Where builds and the database are.</param>
    /// <param name="scratch">A folder of this run.</param>
    public static async Task<ServicePeers> StartAsync(BenchSettings settings, string scratch)
    {
        var peers = new ServicePeers();
        var pool = $"{settings.ConnectionString};Maximum Pool Size=20";
        (string, string)[] all =
        [
            ("DATABASE_URL", pool), ("Seaworthy__Secrets__CursorKey", RandomNumberGenerator.GetHexString(64)), ("Cafe__RestaurantId", "1"), ("Todos__Open", "true"),
            ("Seaworthy__RateLimiting__Policies__orders", "1000000/second"), ("Seaworthy__RateLimiting__Policies__todos", "1000000/second"),
        ];
        try
        {
            await peers.ServeAsync(settings, scratch, Made, "grocery,cafe,workforce,todos", [.. all, ("Seaworthy__Caching__Responses", "false")]);
            await peers.ServeAsync(settings, scratch, Kept, "grocery,cafe,workforce,todos", all);

            // The drivers of services.sql do not move: they are where they were as long as a run takes.
            await peers.ServeAsync(settings, scratch, Riding, "rides", [.. all, ("ASPNETCORE_ENVIRONMENT", "Development"), ("Rides__PositionSeconds", "3600")]);
            peers._all.Add(await Server.StartAsync(
                Vanilla, $"env ASPNETCORE_URLS=http://127.0.0.1:PORT dotnet '{settings.Dll("Vanilla", "Seaworthy.Peers.Vanilla")}'", "/products/1", [("PEER_DATABASE", pool)]));
            return peers;
        }
        catch
        {
            peers.Dispose();
            throw;
        }
    }

    public void Dispose() => _all.ForEach(server => server.Dispose());

    private async Task ServeAsync(BenchSettings settings, string scratch, string name, string targets, IEnumerable<(string Name, string Value)> environment) =>
        _all.Add(await Server.StartAsync(name, settings.Serve(targets, Path.Combine(scratch, name)) + " --no-seed", "/health/ready", environment, isManaged: true));
}
