using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Seaworthy.Redis.Connection;

/// <summary>One socket to Redis, with TLS around it where the address says so. One reads, one writes, anybody may close.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket;
    private SslStream? _tls;

    private Wire(Socket socket) => _socket = socket;

    /// <summary>Whether it is what a socket, or the encryption around it, throws when it can no longer be used.</summary>
    public static bool IsBreak(Exception exception) => exception is SocketException or IOException or ObjectDisposedException or OperationCanceledException;

    /// <exception cref="SocketException">Nobody is there.</exception>
    /// <exception cref="AuthenticationException">The certificate is not one to trust.</exception>
    public static async Task<Wire> ConnectAsync(RedisAddress address, string? authorityFile, CancellationToken cancellationToken)
    {
        var wire = new Wire(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        try
        {
            await wire._socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            if (address.IsEncrypted)
            {
                wire._tls = new SslStream(new NetworkStream(wire._socket));
                await wire._tls.AuthenticateAsClientAsync(Tls(address, authorityFile), cancellationToken);
            }

            return wire;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <summary>Takes what is there, at least a byte; 0 when Redis has closed.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> room) => _tls is null ? _socket.ReceiveAsync(room, SocketFlags.None) : _tls.ReadAsync(room);

    /// <summary>Sends all of it; complete at once where the system's buffer takes it.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_tls is not null)
        {
            return _tls.WriteAsync(bytes);
        }

        var sent = _socket.SendAsync(bytes, SocketFlags.None);
        if (!sent.IsCompletedSuccessfully)
        {
            return SendRestAsync(sent, bytes);
        }

        var count = sent.Result;
        return count == bytes.Length ? default : SendRestAsync(new(count), bytes);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _tls?.Dispose();
    }

    private async ValueTask SendRestAsync(ValueTask<int> sent, ReadOnlyMemory<byte> bytes)
    {
        for (var rest = bytes[await sent..]; rest.Length > 0;)
        {
            rest = rest[await _socket.SendAsync(rest, SocketFlags.None)..];
        }
    }

    private static SslClientAuthenticationOptions Tls(RedisAddress address, string? authorityFile)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = address.Host };
        if (authorityFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authorityFile);
            tls.CertificateChainPolicy = policy;
        }

        return tls;
    }
}
