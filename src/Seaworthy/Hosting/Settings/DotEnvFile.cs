using System.Text;

namespace Seaworthy.Hosting.Settings;

/// <summary>
/// A <c>.env</c> file: <c>KEY=VALUE</c> lines, <c>export</c> before them or not, comments after <c>#</c>. Values in single
/// quotes are literal, in double quotes they know <c>\n \t \" \\</c>. Nothing is substituted.
/// </summary>
internal sealed class DotEnvFile
{
    private readonly List<DotEnvEntry> _entries = [];
    private readonly List<SettingFault> _faults = [];

    private DotEnvFile()
    {
    }

    public IReadOnlyList<DotEnvEntry> Entries => _entries;

    public IReadOnlyList<SettingFault> Faults => _faults;

    public static DotEnvFile Read(string path) => Parse(Path.GetFileName(path), File.ReadAllLines(path));

    public static DotEnvFile Parse(string name, IReadOnlyList<string> lines)
    {
        var file = new DotEnvFile();
        for (var i = 0; i < lines.Count; i++)
        {
            file.ParseLine($"{name}:{i + 1}", lines[i].Trim());
        }

        return file;
    }

    private void ParseLine(string place, string line)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return;
        }

        if (line.StartsWith("export ", StringComparison.Ordinal))
        {
            line = line[7..].TrimStart();
        }

        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? line : line[..equals].TrimEnd();
        // The text itself is not repeated: half a line may be half a password.
        if (equals < 1 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-') || char.IsAsciiDigit(key[0]))
        {
            _faults.Add(new(place, null, "must be KEY=VALUE, a comment or empty", place));
            return;
        }

        if (Unquote(line[(equals + 1)..].TrimStart()) is { } value)
        {
            _entries.Add(new(key, value, place));
        }
        else
        {
            _faults.Add(new(place, null, $"{key} opens a quote that this line does not close", place));
        }
    }

    private static string? Unquote(string text) => text switch
    {
        ['\'', ..] => Literal(text),
        ['"', ..] => Escaped(text),
        ['#', ..] => "",
        _ when text.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var comment => text[..comment].TrimEnd(),
        _ => text,
    };

    private static string? Literal(string text) =>
        text.IndexOf('\'', 1) is > 0 and var end && IsRestComment(text[(end + 1)..]) ? text[1..end] : null;

    private static string? Escaped(string text)
    {
        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return IsRestComment(text[(i + 1)..]) ? value.ToString() : null;
            }

            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
                value.Append(text[i] switch { 'n' => "\n", 't' => "\t", 'r' => "\r", '"' => "\"", '\\' => "\\", '$' => "$", var c => "\\" + c });
            }
            else
            {
                value.Append(text[i]);
            }
        }

        return null;
    }

    private static bool IsRestComment(string rest) => rest.TrimStart() is "" or ['#', ..];
}

/// <summary>One line of the file.</summary>
/// <param name="Key">The name as written.</param>
/// <param name="Value">The value without its quotes.</param>
/// <param name="Place">File and line: <c>.env:3</c>.</param>
internal sealed record DotEnvEntry(string Key, string Value, string Place);
