using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Seaworthy.Client;
using Seaworthy.Signatures;

namespace Seaworthy.Gateway;

/// <summary>
/// Makes and reads the field in which a gateway tells the services behind it who calls: <c>t=1796000000; for=203.0.113.7; proto=https; local=no; mac=…</c>. The MAC is an HMAC-SHA256 under <c>Gateway:Key</c> of that, and of what is
/// asked and by whose credentials, so that a stamp is good for one call, for a minute.
/// </summary>
internal sealed class GatewayStamps
{
    /// <summary>The field. Whoever sends one that is not signed is refused, by a gateway too.</summary>
    public const string Header = "X-Gateway";

    private const string Version = "seaworthy-gateway/1";
    private const string Yes = "yes";
    private const string No = "no";
    private const int Seconds = 60;
    private readonly byte[][] _keys;
    private readonly TimeProvider _time;

    /// <param name="key">The secret; two with a space between while it is changed, of which the first makes stamps.</param>
    /// <param name="time">The host's clock.</param>
    public GatewayStamps(string key, TimeProvider time) => (_keys, _time) = (Array.ConvertAll(Signers.Secrets(key), Encoding.UTF8.GetBytes), time);

    public string Of(in StampedCall call)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"t={_time.GetUtcNow().ToUnixTimeSeconds()}; for={call.Client}; proto={call.Scheme}; local={(call.IsLocal ? Yes : No)}");
        return $"{said}; mac={Convert.ToHexStringLower(HMACSHA256.HashData(_keys[0], Text(said, call)))}";
    }

    /// <summary>What is wrong with a stamp; null where it is one, and then it says who calls and how.</summary>
    /// <param name="stamp">The field's text.</param>
    /// <param name="call">The call as it arrived.</param>
    /// <param name="told">The same with the caller and the scheme that the gateway was called by.</param>
    public string? Fault(string stamp, in StampedCall call, out StampedCall told)
    {
        told = call;
        if (stamp.Split("; ") is not [['t', '=', .. var at], ['f', 'o', 'r', '=', .. var client], ['p', 'r', 'o', 't', 'o', '=', .. var scheme], ['l', 'o', 'c', 'a', 'l', '=', .. var local], ['m', 'a', 'c', '=', .. var mac]]
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || scheme is not ("http" or "https") || local is not (Yes or No))
        {
            return "is no stamp of a gateway";
        }

        if (!IsSigned(stamp[..stamp.LastIndexOf("; ", StringComparison.Ordinal)], call, mac))
        {
            return "is not signed by this service's Gateway:Key, for this request";
        }

        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        if (Math.Abs(now - seconds) > Seconds)
        {
            return string.Create(CultureInfo.InvariantCulture, $"is {now - seconds} seconds old, and {Seconds} are allowed: set both clocks right");
        }

        told = call with { Client = Networks.TryParseAddress(client, out var address) ? address : null, Scheme = scheme, IsLocal = local == Yes };
        return null;
    }

    private bool IsSigned(string said, in StampedCall call, string mac)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(mac, given, out _, out var written) != System.Buffers.OperationStatus.Done || written != given.Length)
        {
            return false;
        }

        var text = Text(said, call);
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isRight = false;
        foreach (var key in _keys)
        {
            HMACSHA256.HashData(key, text, expected);
            isRight |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return isRight;
    }

    // No line of it can hold another one's end: none of them has a line break in HTTP.
    private static byte[] Text(string said, in StampedCall call) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Version, said, call.Method.ToUpperInvariant(), call.Target, call.RequestId, call.Authorization, call.ApiKey));
}
