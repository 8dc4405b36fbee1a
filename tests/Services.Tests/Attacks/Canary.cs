using System.Net;
using System.Net.Sockets;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>A socket on this machine that nobody may be led to: it sings when somebody connects.</summary>
internal sealed class Canary : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Canary() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool HasSung => _listener.Pending();

    /// <summary>Addresses that lead to it, or inward otherwise, in the spellings that filters miss.</summary>
    public IEnumerable<string> Addresses =>
    [
        $"http://127.0.0.1:{Port}/", $"http://localhost:{Port}/", $"http://127.1:{Port}/", $"http://2130706433:{Port}/", $"http://0x7f000001:{Port}/", $"http://0177.0.0.1:{Port}/", $"http://0.0.0.0:{Port}/",
        $"http://[::1]:{Port}/", $"http://[::ffff:127.0.0.1]:{Port}/", $"http://[::ffff:7f00:1]:{Port}/", $"http://[64:ff9b::7f00:1]:{Port}/", $"http://localhost.:{Port}/", $"http://shop.example@127.0.0.1:{Port}/",
        $"//127.0.0.1:{Port}/", $"http:\\\\127.0.0.1:{Port}\\", $"gopher://127.0.0.1:{Port}/_", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/",
    ];

    public void Dispose() => _listener.Dispose();
}
