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
        var done = 0;
        if (rest == LeakRest.None && EndOfCutName(before, piece, shown) is > 0 and var end)
        {
            (rest, done) = (LeakRest.Value, end);
            metrics.Count(LeakMetrics.Answer, SecretNames.Rule, LeakMetrics.Masked);
        }

        done += rest == LeakRest.None ? 0 : Finish(piece[done..], ref rest);
        if (rest != LeakRest.None)
        {
            return null;
        }

        Leak? first = null;
        var reader = new LeakReader(piece[done..], names, shown);
        while (reader.Read())
        {
            var leak = reader.Current;
            var (from, to) = (done + leak.At, done + leak.At + leak.Length);
            first ??= leak;
            metrics.Count(LeakMetrics.Answer, leak.Rule, LeakMetrics.Masked);
            Cover(piece[from..to], leak.IsNumber);
            rest = to < piece.Length || leak.Rule != SecretNames.Rule ? rest : leak.Length == 0 ? LeakRest.Value : LeakRest.Inside;
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
            metrics.Count(LeakMetrics.LogLine, reader.Current.Rule, LeakMetrics.Masked);
            Cover(line.Slice(reader.Current.At, reader.Current.Length), reader.Current.IsNumber);
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

    // Where the value begins whose member's name was begun in the piece before and ends in this one; 0 where there is none that is secret.
    private int EndOfCutName(ReadOnlySpan<byte> before, ReadOnlySpan<byte> piece, ShowsSecretWord? shown)
    {
        if (before.IsEmpty)
        {
            return 0;
        }

        Span<byte> joint = stackalloc byte[2 * SecretNames.Longest];
        var head = piece[..Math.Min(piece.Length, SecretNames.Longest)];
        before.CopyTo(joint);
        head.CopyTo(joint[before.Length..]);
        joint = joint[..(before.Length + head.Length)];
        var found = joint[(before.Length - 1)..].IndexOf("\":"u8);
        var quote = before.Length - 1 + found;
        var name = found < 0 ? -1 : joint[..quote].LastIndexOf((byte)'"') + 1;
        return name >= 0 && name <= before.Length && names.Contains(joint[name..quote]) && shown?.Has(joint[name..quote]) != true ? quote + 2 - before.Length : 0;
    }

    // The end of a secret whose beginning is covered already, or all of one whose name came before.
    private static int Finish(Span<byte> piece, ref LeakRest rest)
    {
        var at = 0;
        if (rest == LeakRest.Value)
        {
            while (at < piece.Length && piece[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                at++;
            }

            if (at == piece.Length)
            {
                return at;
            }

            if (piece[at++] != '"')
            {
                rest = LeakRest.None;
                return 0;
            }
        }

        var length = LeakReader.LengthOfString(piece[at..]);
        Cover(piece.Slice(at, length), isNumber: false);
        rest = at + length == piece.Length ? LeakRest.Inside : LeakRest.None;
        return at + length;
    }

    // A number stays one, or nobody could read the answer.
    private static void Cover(Span<byte> secret, bool isNumber) => secret.Fill(isNumber ? (byte)'9' : (byte)'*');
}
