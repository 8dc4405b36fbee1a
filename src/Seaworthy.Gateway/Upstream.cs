using System.Security.Cryptography;

namespace Seaworthy.Gateway;

/// <summary>
/// One API: its copies, and which of them gets a call: of two that are drawn, the one with less to do. It needs no count of all, and no copy is given all that comes at once. Those that are not well
/// get calls only while none is.
/// </summary>
internal sealed class Upstream : IDisposable
{
    private readonly UpstreamConnections _connections;
    private volatile Destination[] _all;

    /// <param name="name">The target that it is; empty where there is no other.</param>
    /// <param name="addresses">Its copies.</param>
    /// <param name="connections">The way to them.</param>
    /// <param name="stamps">Signs what is told to them; null where they share no key.</param>
    public Upstream(string name, IEnumerable<string> addresses, UpstreamConnections connections, GatewayStamps? stamps)
    {
        (Name, _connections) = (name, connections);
        _all = [.. addresses.Select(text => new Destination(new Uri(text)))];
        Invoker = new(new BalancedInvoker(this, connections, stamps));
    }

    public string Name { get; }

    /// <summary>The copies of this moment.</summary>
    public IReadOnlyList<Destination> All => _all;

    /// <summary>Calls one of them.</summary>
    public HttpMessageInvoker Invoker { get; }

    public void Dispose() => Invoker.Dispose();

    /// <summary>From now on the copies are these: what is under way ends where it is, and those that stay keep what is known of them.</summary>
    public void MoveTo(IEnumerable<Uri> addresses)
    {
        var before = _all;
        _all = [.. addresses.Select(address => Array.Find(before, known => known.Address == address) ?? new Destination(address))];
    }

    /// <summary>The next; null when all were tried.</summary>
    public Destination? Next(IReadOnlyCollection<Destination> tried)
    {
        var all = _all;
        if (all is [var only])
        {
            return tried.Count == 0 ? only : null;
        }

        Destination[] left = [.. all.Where(destination => !tried.Contains(destination))];
        Destination[] well = [.. left.Where(destination => !destination.IsDown && !_connections.Client.IsOpen(destination.Authority))];
        return Draw(well.Length > 0 ? well : left);
    }

    private static Destination? Draw(Destination[] from)
    {
        if (from.Length < 2)
        {
            return from.FirstOrDefault();
        }

        var first = RandomNumberGenerator.GetInt32(from.Length);
        var second = (first + 1 + RandomNumberGenerator.GetInt32(from.Length - 1)) % from.Length;
        return from[first].UnderWay <= from[second].UnderWay ? from[first] : from[second];
    }
}
