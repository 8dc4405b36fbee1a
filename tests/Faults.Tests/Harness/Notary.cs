using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Faults.Harness;

/// <summary>Somebody outside who is told of deposits: the effects that no transaction of the bank can take back, counted where no fault reaches.</summary>
internal sealed class Notary : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _told = new();

    private Notary(WebApplication app) => _app = app;

    /// <summary>Where to tell; the name of the deposit follows.</summary>
    public string Address => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/";

    /// <summary>How often it was told of each.</summary>
    public IReadOnlyDictionary<string, int> Told => _told;

    public static async Task<Notary> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var notary = new Notary(builder.Build());
        notary._app.MapPost("/{deposit}", (string deposit) =>
        {
            notary._told.AddOrUpdate(deposit, 1, (_, times) => times + 1);
            return TypedResults.NoContent();
        });
        await notary._app.StartAsync();
        return notary;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
