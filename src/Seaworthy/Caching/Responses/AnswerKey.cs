using Microsoft.AspNetCore.Http;

namespace Seaworthy.Caching.Responses;

/// <summary>
/// What an answer is kept under: whose it is, scheme, host, path as asked for, and the query parameters that the endpoint knows, in one order
/// and as they were sent. The path names the service, and with it the dialect and the version. A request that holds anything else
/// has no key: what the endpoint makes of it is nobody's to share.
/// </summary>
internal static class AnswerKey
{
    /// <summary>Longer ones are not kept.</summary>
    public const int MostChars = 512;

    /// <summary>More parameters than an endpoint may name.</summary>
    public const int MostNames = 64;

    private const string Entity = "answer:";

    /// <summary>Writes the key into <paramref name="room"/>; false when the request has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="names">The parameters that count, in the key's order.</param>
    /// <param name="within">Whose answer it is; empty for everybody's.</param>
    /// <param name="room">At least <see cref="MostChars"/>.</param>
    /// <param name="length">How much of it is the key.</param>
    public static bool TryWrite(HttpRequest request, string[] names, ReadOnlySpan<char> within, Span<char> room, out int length)
    {
        length = 0;
        var (host, pathBase, path, query) = (request.Host.Value ?? "", request.PathBase.Value ?? "", request.Path.Value ?? "", request.QueryString.Value ?? "");
        if (Entity.Length + 5 + within.Length + host.Length + pathBase.Length + path.Length + query.Length > MostChars)
        {
            return false;
        }

        // Lengths in front: no text of one part can pass for the beginning of the next.
        var writer = new KeyWriter(room);
        writer.Add(Entity);
        writer.Add(request.IsHttps ? 's' : 'p');
        writer.Add((char)within.Length);
        writer.Add((char)host.Length);
        writer.Add((char)pathBase.Length);
        writer.Add((char)path.Length);
        writer.Add(within);
        writer.Add(host);
        writer.Add(pathBase);
        writer.Add(path);
        var isKnown = query.Length <= 1 || TryAddQuery(query.AsSpan(1), names, ref writer);
        length = writer.Length;
        return isKnown;
    }

    private static bool TryAddQuery(ReadOnlySpan<char> query, string[] names, ref KeyWriter writer)
    {
        Span<(int Start, int Length)> found = stackalloc (int, int)[MostNames];
        found.Clear();
        for (var start = 0; start <= query.Length;)
        {
            var rest = query[start..];
            var length = rest.IndexOf('&') is >= 0 and var end ? end : rest.Length;
            if (length > 0)
            {
                var part = rest[..length];
                var name = part.IndexOf('=') is >= 0 and var equals ? part[..equals] : part;
                if (IndexOf(name, names) is not (>= 0 and var at) || found[at].Length > 0)
                {
                    return false;
                }

                found[at] = (start, length);
            }

            start += length + 1;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (found[i].Length > 0)
            {
                writer.Add('&');
                writer.Add(query.Slice(found[i].Start, found[i].Length));
            }
        }

        return true;
    }

    private static int IndexOf(ReadOnlySpan<char> name, string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private ref struct KeyWriter(Span<char> room)
    {
        private readonly Span<char> _room = room;

        public int Length { get; private set; }

        public void Add(char one) => _room[Length++] = one;

        public void Add(ReadOnlySpan<char> text)
        {
            text.CopyTo(_room[Length..]);
            Length += text.Length;
        }
    }
}
