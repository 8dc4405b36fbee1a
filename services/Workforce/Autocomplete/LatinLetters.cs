using System.Collections.Frozen;
using System.Text;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>
/// Latin letters without what stands on them, as a keyboard without them types them. A table, because the process runs without the
/// data that .NET's normalisation reads.
/// </summary>
internal static class LatinLetters
{
    private static readonly FrozenDictionary<int, string> Known = new Dictionary<string, string>
    {
        ["a"] = "àáâãäåāăąǎ",
        ["c"] = "çćĉċč",
        ["d"] = "ďđð",
        ["e"] = "èéêëēĕėęě",
        ["g"] = "ĝğġģ",
        ["h"] = "ĥħ",
        ["i"] = "ìíîïĩīĭįıǐ",
        ["j"] = "ĵ",
        ["k"] = "ķ",
        ["l"] = "ĺļľŀł",
        ["n"] = "ñńņňŋ",
        ["o"] = "òóôõöøōŏőǒ",
        ["r"] = "ŕŗř",
        ["s"] = "śŝşšș",
        ["t"] = "ţťŧț",
        ["u"] = "ùúûüũūŭůűųǔ",
        ["w"] = "ŵ",
        ["y"] = "ýÿŷ",
        ["z"] = "źżž",
        ["ae"] = "æ",
        ["oe"] = "œ",
        ["ss"] = "ß",
        ["th"] = "þ",
    }.SelectMany(row => row.Value.Select(letter => (Letter: (int)letter, Plain: row.Key))).ToFrozenDictionary(pair => pair.Letter, pair => pair.Plain);

    /// <summary>The letter without its mark; null for a letter that has none, or is of another script.</summary>
    public static string? Plain(Rune small) => Known.GetValueOrDefault(small.Value);
}
