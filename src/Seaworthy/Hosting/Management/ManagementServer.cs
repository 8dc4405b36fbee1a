using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Seaworthy.Hosting.Management;

/// <summary>
/// The management port: a server of its own in front of the same pipeline. Of its own, because one more address on the
/// app's server would replace those that the app has set; it also stays open while the public door is closing.
/// </summary>
internal sealed class ManagementServer(
    ManagementOptions options, IHostEnvironment environment, IServiceProvider services, ILogger<ManagementServer> log)
    : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>Where it is outside Development when nobody says another one.</summary>
    internal const int DefaultPort = 9464;

    private KestrelServer? _server;

    /// <summary>The layer's pipeline; set when the application is built.</summary>
    public RequestDelegate? Application { get; set; }

    /// <summary>Where it listens; null when it does not.</summary>
    public Uri? Address { get; private set; }

    private int? Port => options.Port ?? (environment.IsDevelopment() ? null : DefaultPort);

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (Port is not (> 0 and var port) || Application is null)
        {
            return;
        }

        var logs = services.GetRequiredService<ILoggerFactory>();
        var settings = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
        settings.ListenAnyIP(port);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs);
        var server = new KestrelServer(Options.Create(settings), sockets, logs);
        try
        {
            await server.StartAsync(new Bridge(Application, services.GetRequiredService<IHttpContextFactory>()), cancellationToken);
        }
        catch (IOException) when (options.Port is null)
        {
            // Two applications on one machine: the second one must run all the same.
            server.Dispose();
            Log.ManagementPortTaken(log, port);
            return;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            server.Dispose();
            throw new ManagementPortException(port, exception);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        _server = server;
        Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1").Replace("0.0.0.0", "127.0.0.1"));
        Log.ManagementListens(log, Address.ToString());
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_server is { } server)
        {
            await server.StopAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        return ValueTask.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>From the server's features to a context and back, as the app's own host does it.</summary>
    private sealed class Bridge(RequestDelegate application, IHttpContextFactory contexts) : IHttpApplication<HttpContext>
    {
        private readonly ManagementConnection _mark = new();

        public HttpContext CreateContext(IFeatureCollection contextFeatures)
        {
            contextFeatures.Set(_mark);
            return contexts.Create(contextFeatures);
        }

        public Task ProcessRequestAsync(HttpContext context) => application(context);

        public void DisposeContext(HttpContext context, Exception? exception) => contexts.Dispose(context);
    }
}
