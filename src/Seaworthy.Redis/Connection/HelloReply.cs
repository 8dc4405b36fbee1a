using System.Globalization;
using System.Text;
using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary>What a server says of itself. What it does not say is taken to be as it should: a proxy need not have a role.</summary>
/// <param name="Version">The first number of its version; null where it says none.</param>
/// <param name="IsPrimary">Whether it takes writes, and hears of changes before anybody else.</param>
internal readonly record struct HelloReply(int? Version, bool IsPrimary)
{
    /// <summary>Reads a map of names and values, some of which are lists; its head has been read.</summary>
    public static HelloReply Read(ref RespReader reply)
    {
        var said = new HelloReply(null, IsPrimary: true);
        for (var left = reply.Type == RespType.Map ? reply.Count : 0; left > 0; left -= 2)
        {
            reply.Read();
            if (reply.Value.SequenceEqual("version"u8))
            {
                reply.Read();
                var text = Encoding.ASCII.GetString(reply.Value);
                said = said with { Version = int.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null };
            }
            else if (reply.Value.SequenceEqual("role"u8))
            {
                reply.Read();
                said = said with { IsPrimary = reply.Value.SequenceEqual("master"u8) };
            }
            else
            {
                reply.Skip();
            }
        }

        return said;
    }
}
