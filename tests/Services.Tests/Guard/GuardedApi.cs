using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seaworthy.Cli.Guarding;

namespace Seaworthy.Services.Tests.Guard;

/// <summary><c>seaworthy guard</c> in front of an upstream, in this process, on a real socket.</summary>
internal sealed class GuardedApi : IAsyncDisposable
{
    private readonly string _file;

    private GuardedApi(WebApplication app, string file)
    {
        (App, _file) = (app, file);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <param name="upstream">The API; null where <paramref name="yaml"/> names it.</param>
    /// <param name="yaml">More of the file of settings.</param>
    /// <param name="log">Where its log goes; null for nowhere.</param>
    /// <param name="management">The operators' port; 0 for none.</param>
    public static async Task<GuardedApi> StartAsync(Uri? upstream, string yaml = "", ILoggerProvider? log = null, int management = 0)
    {
        var file = Path.Combine(Path.GetTempPath(), $"guard-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, $"""
            management: {"{"} port: {management} {"}"}
            drain: {"{"} graceMs: 0, timeoutMs: 5000 {"}"}
            observability: {"{"} jsonLogs: false {"}"}
            {yaml}
            """);
        var host = GuardHost.Read(new(upstream?.ToString().TrimEnd('/'), file, Port: 0));
        host.Builder.WebHost.UseUrls("http://127.0.0.1:0");
        host.Builder.Logging.ClearProviders();
        if (log is not null)
        {
            host.Builder.Logging.AddProvider(log);
        }

        var app = GuardHost.Build(host);
        await app.StartAsync();
        return new(app, file);
    }

    /// <summary>What no client of ours would send; returns the first line of the answer.</summary>
    public async Task<string?> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Address.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        File.Delete(_file);
    }
}
