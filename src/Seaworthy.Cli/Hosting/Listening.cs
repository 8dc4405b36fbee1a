using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Seaworthy.Cli.Hosting;

/// <summary>Where the process listens: this machine only in Development, everywhere outside.</summary>
/// <param name="Port">The public port; 0 for any.</param>
/// <param name="ManagementPort">The management port when somebody set one; the layer opens it. A default that is taken is a warning.</param>
/// <param name="IsLocal">True when only this machine may call the public port.</param>
internal sealed record Listening(int Port, int? ManagementPort, bool IsLocal)
{
    // From a port that only root may open to its usual stand-in: 80 to 8080, 443 to 8443.
    private const int Unprivileged = 8000;

    /// <summary>Refuses ports that somebody else has, before anything is migrated or seeded for them.</summary>
    public void Check()
    {
        if (ManagementPort is { } both && both == Port)
        {
            throw new Refusal(ExitCode.Usage, $"port {Port} cannot be both the public port and the management port", ManagementFix(both + 1));
        }

        Check(Port, IsLocal, PublicFix);
        if (ManagementPort is { } management)
        {
            Check(management, isLocal: false, ManagementFix);
        }
    }

    public void ApplyTo(IWebHostBuilder web)
    {
        // The ports that images set by default would otherwise be opened too, or warned about.
        web.UseSetting(WebHostDefaults.ServerUrlsKey, "").UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, "");
        web.ConfigureKestrel(Listen);
    }

    /// <summary>Free when it was checked, taken since.</summary>
    public Refusal PublicTaken() => Taken(Port, PublicFix);

    /// <summary>Free when it was checked, taken since.</summary>
    public static Refusal ManagementTaken(int port) => Taken(port, ManagementFix);

    private static string PublicFix(int other) => $"--port {other}";

    private static string ManagementFix(int other) => $"Seaworthy__Management__Port={other}, or 0 for none";

    private static Refusal Taken(int port, Func<int, string> fix)
    {
        var holder = PortHolder.Of(port) is { } process ? $" by {process}" : "";
        return new(ExitCode.Environment, $"port {port} is in use{holder}", $"stop it, or {fix(port + 1)}");
    }

    private void Listen(KestrelServerOptions server)
    {
        if (!IsLocal)
        {
            server.ListenAnyIP(Port);
        }
        else if (Port == 0)
        {
            // Any free port; two families would get two different ones.
            server.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            server.ListenLocalhost(Port);
        }
    }

    private static void Check(int port, bool isLocal, Func<int, string> fix)
    {
        if (port == 0)
        {
            return;
        }

        try
        {
            Bind(isLocal ? IPAddress.Loopback : IPAddress.Any, port);
            if (Socket.OSSupportsIPv6)
            {
                Bind(isLocal ? IPAddress.IPv6Loopback : IPAddress.IPv6Any, port);
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(port, fix);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new Refusal(ExitCode.Environment, $"port {port} needs more rights than this user has", $"{fix(port + Unprivileged)}, or allow it with CAP_NET_BIND_SERVICE");
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
