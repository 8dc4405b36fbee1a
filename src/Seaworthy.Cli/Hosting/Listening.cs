using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Seaworthy.Cli.Hosting;

/// <summary>Where the process listens: this machine only in Development, everywhere outside.</summary>
internal sealed record Listening(int Port, int? ManagementPort, bool IsLocal)
{
    /// <summary>Refuses ports that somebody else has, before anything is migrated or seeded for them.</summary>
    public void Check()
    {
        Check(Port, $"--port {Port + 1}");
        if (ManagementPort is { } management)
        {
            Check(management, $"Seaworthy__Management__Port={management + 1}, or 0 for none");
        }
    }

    public void ApplyTo(IWebHostBuilder web)
    {
        // The ports that images set by default would otherwise be opened too, or warned about.
        web.UseSetting(WebHostDefaults.ServerUrlsKey, "").UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, "");
        web.ConfigureKestrel(server =>
        {
            Listen(server, Port);
            if (ManagementPort is { } management)
            {
                Listen(server, management);
            }
        });
    }

    public static Refusal Taken(int port, string fix)
    {
        var holder = PortHolder.Of(port) is { } process ? $" by {process}" : "";
        return new(ExitCode.Environment, $"port {port} is in use{holder}", $"stop it, or {fix}");
    }

    private void Listen(KestrelServerOptions server, int port)
    {
        if (!IsLocal)
        {
            server.ListenAnyIP(port);
        }
        else if (port == 0)
        {
            // Any free port; two families would get two different ones.
            server.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            server.ListenLocalhost(port);
        }
    }

    private void Check(int port, string fix)
    {
        if (port == 0)
        {
            return;
        }

        try
        {
            Bind(IsLocal ? IPAddress.Loopback : IPAddress.Any, port);
            if (Socket.OSSupportsIPv6)
            {
                Bind(IsLocal ? IPAddress.IPv6Loopback : IPAddress.IPv6Any, port);
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(port, fix);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new Refusal(ExitCode.Environment, $"port {port} needs more rights than this user has", fix);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // No such family on this machine; the server copes with the other one.
        }
    }

    private static void Bind(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            listener.Server.DualMode = false;
        }

        listener.Start();
    }
}
