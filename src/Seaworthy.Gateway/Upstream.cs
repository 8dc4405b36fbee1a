using System.Security.Cryptography;

namespace Seaworthy.Gateway;

/// <summary>
/// The copies of the API, and which of them gets a call: of two that are drawn, the one with less to do. It needs no count of all, and no copy is given all that comes at once. Those that are not well
/// get calls only while none is.
/// </summary>
internal sealed class Destinations(SeaworthyOptions options, UpstreamConnections connections)
{
    public IReadOnlyList<Destination> All { get; } = [.. options.Gateway.Upstreams.Select(text => new Destination(new Uri(text)))];

    /// <summary>The next; null when all were tried.</summary>
    public Destination? Next(IReadOnlyCollection<Destination> tried)
    {
        if (All.Count == 1)
        {
            return tried.Count == 0 ? All[0] : null;
        }

        Destination[] left = [.. All.Where(destination => !tried.Contains(destination))];
        Destination[] well = [.. left.Where(destination => !destination.IsDown && !connections.Client.IsOpen(destination.Authority))];
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
