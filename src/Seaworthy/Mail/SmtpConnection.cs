using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Seaworthy.Mail;

/// <summary>Lines to a server and back, plain or encrypted. What the server may say is bounded.</summary>
internal sealed class SmtpConnection(Socket socket) : IAsyncDisposable
{
    private const int LongestLine = 4096;
    private const int MostLines = 128;
    private readonly byte[] _read = new byte[LongestLine];
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);
    private (int From, int To) _unread;

    /// <summary>How we call ourselves: our address, as who has no name that others know (RFC 5321, 4.1.3).</summary>
    public string OwnName => socket.LocalEndPoint is IPEndPoint { Address: var own }
        ? own.AddressFamily == AddressFamily.InterNetworkV6 && !own.IsIPv4MappedToIPv6 ? $"[IPv6:{new IPAddress(own.GetAddressBytes())}]" : $"[{own.MapToIPv4()}]"
        : "[127.0.0.1]";

    public static async Task<SmtpConnection> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="InvalidDataException">Something was said already that would be taken for a word of the encrypted part (CVE-2011-0411).</exception>
    public async Task EncryptAsync(string host, string? authorityFile, CancellationToken cancellationToken)
    {
        if (_unread.From != _unread.To)
        {
            throw new InvalidDataException("the server said more than was asked before it was encrypted");
        }

        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (authorityFile is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authorityFile);
        }

        var tls = new SslStream(_stream);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
    }

    public async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) || lines.Count == MostLines)
            {
                throw new InvalidDataException("what the server said is no answer of a mail server");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new(code, lines);
            }
        }
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var unread = _read.AsSpan(_unread.From.._unread.To);
            if (unread.IndexOf((byte)'\n') is >= 0 and var end)
            {
                _unread.From += end + 1;
                return Encoding.UTF8.GetString(unread[..end]).TrimEnd('\r');
            }

            unread.CopyTo(_read);
            _unread = (0, unread.Length);
            if (_unread.To == LongestLine)
            {
                throw new InvalidDataException($"the server said a line of more than {LongestLine} bytes");
            }

            var count = await _stream.ReadAsync(_read.AsMemory(_unread.To), cancellationToken);
            _unread.To += count > 0 ? count : throw new EndOfStreamException("the server hung up");
        }
    }
}
