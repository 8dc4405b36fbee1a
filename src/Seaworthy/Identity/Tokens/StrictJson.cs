using System.Text.Json;
using System.Text.Unicode;

namespace Seaworthy.Identity.Tokens;

/// <summary>One JSON object whose members are unique and whose text is UTF-8, read member by member.</summary>
internal static class StrictJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    /// <summary>Reads one member; false when it is not what it must be. The reader stands on its value and must end on its last token.</summary>
    public delegate bool Member(ref Utf8JsonReader reader, string name);

    /// <summary>False when it is no such object, or <paramref name="member"/> says so.</summary>
    public static bool Read(byte[] json, Member member)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        try
        {
            return ReadObject(json, member);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool ReadObject(byte[] json, Member member)
    {
        var reader = new Utf8JsonReader(json, Options);
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name) || !reader.Read() || !member(ref reader, name))
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
    }

    /// <summary>The texts of a string, or of an array of nothing but strings; null for anything else.</summary>
    public static List<string>? Texts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return [reader.GetString()!];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                return null;
            }

            texts.Add(reader.GetString()!);
        }

        return texts;
    }
}
