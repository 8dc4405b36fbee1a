using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Seaworthy.Compression;

/// <summary>
/// What a caller's Accept-Encoding takes, with its quality values in thousandths (RFC 9110, section 12.5.3). Who sends no field,
/// or one without a coding of ours, gets the bytes as they are.
/// </summary>
internal readonly struct AcceptedCodings
{
    private const int Unsaid = -2;
    private const int Refused = -1;

    // Less than any value that can be said: what is only not refused comes after all that is wanted.
    private const int Tolerated = 0;
    private const int Full = 1000;

    private readonly int _identity;
    private readonly int _gzip;
    private readonly int _brotli;

    private AcceptedCodings(int identity, int gzip, int brotli) => (_identity, _gzip, _brotli) = (identity, gzip, brotli);

    /// <summary>Plain bytes are refused and one of our codings is not: then even a short answer is encoded.</summary>
    public bool RefusesIdentity => _identity == Refused && (_gzip > 0 || _brotli > 0);

    public static AcceptedCodings Read(StringValues field)
    {
        var (identity, gzip, brotli, any) = (Unsaid, Unsaid, Unsaid, Unsaid);
        foreach (var line in field)
        {
            foreach (var element in line.AsSpan().Split(','))
            {
                var coding = CodingOf(line.AsSpan()[element], out var quality);
                if (coding.Equals("br", StringComparison.OrdinalIgnoreCase))
                {
                    brotli = quality;
                }
                else if (coding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || coding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
                {
                    gzip = quality;
                }
                else if (coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
                {
                    identity = quality;
                }
                else if (coding is "*")
                {
                    any = quality;
                }
            }
        }

        // What is not named is taken only where the star is; plain bytes wherever they are not refused.
        return new(
            identity != Unsaid ? identity : any == Refused ? Refused : Tolerated,
            gzip != Unsaid ? gzip : any > 0 ? any : Refused,
            brotli != Unsaid ? brotli : any > 0 ? any : Refused);
    }

    /// <summary>The best of what there is: by quality, and of equals the one with the fewest bytes.</summary>
    public ContentCoding Best(bool hasGzip, bool hasBrotli)
    {
        var (best, quality) = (ContentCoding.Identity, Math.Max(_identity, Tolerated));
        if (hasGzip && _gzip > 0 && _gzip >= quality)
        {
            (best, quality) = (ContentCoding.Gzip, _gzip);
        }

        return hasBrotli && _brotli > 0 && _brotli >= quality ? ContentCoding.Brotli : best;
    }

    private static ReadOnlySpan<char> CodingOf(ReadOnlySpan<char> element, out int quality)
    {
        quality = Full;
        var end = element.IndexOf(';');
        if (end < 0)
        {
            return element.Trim();
        }

        var weight = element[(end + 1)..].Trim();
        var isSaid = weight.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            & decimal.TryParse(weight.Length > 2 ? weight[2..] : [], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var said);
        quality = isSaid && said is > 0 and <= 1 ? Math.Max(1, (int)(said * Full)) : Refused;
        return element[..end].Trim();
    }
}
