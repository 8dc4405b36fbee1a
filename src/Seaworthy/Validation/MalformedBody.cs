using System.Text.Json;
using Seaworthy.Api.Problems;

namespace Seaworthy.Validation;

/// <summary>
/// Says why a body is not well-formed. Runs only when parsing has failed, so it may walk the bytes again; the texts are
/// ours, because a parser's message is not written for callers.
/// </summary>
internal static class MalformedBody
{
    // What the reader itself bears; deeper is found by us first.
    private const int ReaderDepth = 1_000;

    public static Problem Describe(ReadOnlySpan<byte> body, int maxDepth)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Math.Max(ReaderDepth, maxDepth + 1) });
        var names = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= maxDepth)
                {
                    return Malformed($"The body nests deeper than {maxDepth} levels.");
                }

                if (Fault(ref reader, names) is { } fault)
                {
                    return Malformed($"{fault} {Place(body, (int)reader.TokenStartIndex)}.");
                }
            }
        }
        catch (JsonException broken)
        {
            return Malformed($"This is not JSON: look at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.");
        }

        return Malformed(null);
    }

    private static string? Fault(ref Utf8JsonReader reader, Stack<HashSet<string>> names)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                names.Push(new HashSet<string>(StringComparer.Ordinal));
                return null;
            case JsonTokenType.EndObject:
                names.Pop();
                return null;
            case JsonTokenType.PropertyName:
                return NameFault(ref reader, names.Peek());
            default:
                return null;
        }
    }

    private static string? NameFault(ref Utf8JsonReader reader, HashSet<string> names)
    {
        try
        {
            var name = reader.GetString()!;
            return names.Add(name) ? null : $"The member '{Shown.Cut(name)}' stands twice in one object,";
        }
        catch (InvalidOperationException)
        {
            return "A member's name has half a surrogate pair,";
        }
    }

    private static string Place(ReadOnlySpan<byte> body, int index)
    {
        var before = body[..index];
        return $"line {before.Count((byte)'\n') + 1}, byte {index - before.LastIndexOf((byte)'\n')}";
    }

    private static Problem Malformed(string? detail) => Problem.Of(ProblemTypes.MalformedBody, detail);
}
