using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Seaworthy.Bench.Overload;

/// <summary>An API of three endpoints that each take the processor for some milliseconds; its address is the one line that it writes to standard error.</summary>
internal static class BusyServer
{
    private static readonly byte[] Block = new byte[4096];

    public static async Task<int> RunAsync(int milliseconds, bool sheds)
    {
        var rounds = RoundsOf(milliseconds);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddSeaworthy(options => (options.Shedding.Enabled, options.RateLimiting.Enabled, options.Management.Port) = (sheds, false, 0));
        var app = builder.Build();
        app.UseSeaworthy();
        app.MapGet("/pay", () => Burn(rounds)).InClass(RequestClass.Critical);
        app.MapGet("/work", () => Burn(rounds));
        app.MapGet("/export", () => Burn(rounds)).InClass(RequestClass.Bulk);
        await app.StartAsync();
        await Console.Error.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync();
        return 0;
    }

    // A count and not a time: who was not let run has not worked.
    private static string Burn(int rounds)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < rounds; i++)
        {
            SHA256.HashData(Block, hash);
        }

        return "done";
    }

    // The quickest of some: others on the machine make the rest longer.
    private static int RoundsOf(int milliseconds)
    {
        const int Some = 200;
        Burn(Some);
        var quickest = Enumerable.Range(0, 50).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            Burn(Some);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        return (int)(Some * milliseconds / quickest);
    }
}
