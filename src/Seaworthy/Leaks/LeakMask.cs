using System.Text;

namespace Seaworthy.Leaks;

/// <summary>Writes secrets over with asterisks, each with as many as it has bytes: what announced its length stays true.</summary>
internal sealed class LeakMask(SecretNames names, LeakMetrics metrics)
{
    /// <summary>Whether there can be anything to read in it.</summary>
    public static bool IsText(ReadOnlySpan<char> contentType) =>
        contentType.Contains("json", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Masks a piece of an answer.</summary>
    /// <param name="piece">Its bytes, which are written over.</param>
    /// <param name="before">The last bytes of the piece before, as they were sent.</param>
    /// <param name="shown">What its endpoint is there to show.</param>
    /// <param name="rest">What the piece before said of this one, and then what this one says of the next.</param>
    /// <returns>The first of what was found; null for nothing.</returns>
    public Leak? Apply(Span<byte> piece, ReadOnlySpan<byte> before, ShowsSecretWord? shown, ref LeakRest rest)
    {
        var (done, first) = (0, (Leak?)null);
        if (rest.Member is null)
        {
            (done, rest) = ReadCutName(before, piece, shown);
        }

        if (rest.Member is not null)
        {
            done += Finish(piece[done..], ref rest, out first);
        }

        if (rest.Member is not null)
        {
            return first;
        }

        var reader = new LeakReader(piece[done..], names, shown);
        while (reader.Read())
        {
            var leak = reader.Current;
            var (from, to) = (done + leak.At, done + leak.At + leak.Length);
            if (leak.Length > 0)
            {
                Cover(piece[from..to], leak, LeakMetrics.Answer);
                first ??= leak;
            }

            if (to == piece.Length && leak is { Rule: SecretNames.Rule, IsNumber: false })
            {
                rest = new(leak.Member, IsInside: leak.Length > 0);
            }
        }

        return first;
    }

    /// <summary>Masks a line of the log.</summary>
    /// <returns>How many were found.</returns>
    public int Apply(Span<byte> line)
    {
        var found = 0;
        for (var reader = new LeakReader(line, names, shown: null); reader.Read(); found++)
        {
            Cover(line.Slice(reader.Current.At, reader.Current.Length), reader.Current, LeakMetrics.LogLine);
        }

        return found;
    }

    /// <summary>What is found first in a whole answer, which is not sent then; null for nothing.</summary>
    public Leak? Find(ReadOnlySpan<byte> answer, ShowsSecretWord? shown)
    {
        var reader = new LeakReader(answer, names, shown);
        if (!reader.Read())
        {
            return null;
        }

        metrics.Count(LeakMetrics.Answer, reader.Current.Rule, LeakMetrics.Blocked);
        return reader.Current;
    }

    // The member whose name was begun in the piece before and ends in this one, and where; nothing where it is no secret.
    private (int End, LeakRest Next) ReadCutName(ReadOnlySpan<byte> before, ReadOnlySpan<byte> piece, ShowsSecretWord? shown)
    {
        if (before.IsEmpty)
        {
            return default;
        }

        Span<byte> joint = stackalloc byte[2 * SecretNames.Longest];
        var head = piece[..Math.Min(piece.Length, SecretNames.Longest)];
        before.CopyTo(joint);
        head.CopyTo(joint[before.Length..]);
        joint = joint[..(before.Length + head.Length)];
        if (joint[(before.Length - 1)..].IndexOf("\":"u8) is not (>= 0 and var found))
        {
            return default;
        }

        var quote = before.Length - 1 + found;
        var start = joint[..quote].LastIndexOf((byte)'"') + 1;
        var name = joint[start..quote];
        return start <= before.Length && names.Contains(name) && shown?.Has(name) != true
            ? (quote + 2 - before.Length, new(Encoding.UTF8.GetString(name), IsInside: false))
            : default;
    }

    // The end of a secret whose beginning is covered already, or all of one whose name came before.
    private int Finish(Span<byte> piece, ref LeakRest rest, out Leak? found)
    {
        found = null;
        var at = rest.IsInside ? 0 : piece.IndexOfAnyExcept(" \t\r\n"u8);
        if (at < 0)
        {
            return piece.Length;
        }

        var isString = rest.IsInside || piece[at] == '"';
        at += isString && !rest.IsInside ? 1 : 0;
        var length = isString ? LeakReader.LengthOfString(piece[at..]) : LeakReader.LengthOfNumber(piece[at..]);
        var leak = new Leak(SecretNames.Rule, rest.Member!, at, length) { IsNumber = !isString };
        if (rest.IsInside)
        {
            Fill(piece.Slice(at, length), leak);
        }
        else if (length > 0)
        {
            Cover(piece.Slice(at, length), leak, LeakMetrics.Answer);
            found = leak;
        }

        rest = isString && at + length == piece.Length ? rest with { IsInside = true } : default;
        return at + length;
    }

    private void Cover(Span<byte> secret, Leak leak, string place)
    {
        metrics.Count(place, leak.Rule, LeakMetrics.Masked);
        Fill(secret, leak);
    }

    // A number stays one, or nobody could read the answer.
    private static void Fill(Span<byte> secret, Leak leak) => secret.Fill(leak.IsNumber ? (byte)'9' : (byte)'*');
}
