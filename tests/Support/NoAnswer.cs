using System.Net.Sockets;

namespace Seaworthy.Testing;

/// <summary>What a client knows who heard nothing: that his request was carried out, or was not.</summary>
internal static class NoAnswer
{
    /// <summary>
    /// Whether an exception of an <see cref="HttpClient"/> is such a case. It asks a new connection for its endpoint and does not expect that one that was reset in that moment has none: what the
    /// socket throws then comes through as it is.
    /// </summary>
    public static bool Is(Exception exception) => exception is HttpRequestException or IOException or SocketException;
}
