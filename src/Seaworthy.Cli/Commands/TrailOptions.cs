using System.CommandLine;
using System.Globalization;
using Seaworthy.AuditTrail;

namespace Seaworthy.Cli.Commands;

/// <summary>Which lines of the trail are wanted.</summary>
internal sealed class TrailOptions
{
    private readonly Option<string?> _who = new("--who") { Description = "Of this caller: an account's id, a key's id, a name.", HelpName = "ID" };
    private readonly Option<string?> _about = new("--object") { Description = "About this kind of thing, or this one.", HelpName = "KIND[:ID]" };
    private readonly Option<string?> _since = new("--since") { Description = "From then on: 24h, 7d, or an instant.", HelpName = "WHEN" };

    public TrailOptions(Command command)
    {
        foreach (var option in (Option[])[_who, _about, _since])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The filter, once the time of the run is known.</summary>
    public Func<DateTimeOffset, TrailFilter> Read(ParseResult parsed)
    {
        var about = parsed.GetValue(_about)?.Split(':', 2);
        var since = parsed.GetValue(_since);
        return now => new()
        {
            Who = parsed.GetValue(_who), ObjectKind = about?[0], ObjectId = about is [_, var id] ? id : null, Since = since is null ? null : Before(now, since),
        };
    }

    /// <summary>An instant, or so many hours or days ago.</summary>
    /// <exception cref="Refusal">It is neither.</exception>
    public static DateTime Before(DateTimeOffset now, string text)
    {
        const int Most = 100_000;
        if (text.Length > 1 && text[^1] is 'd' or 'h' && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= Most)
        {
            return (text[^1] == 'd' ? now.AddDays(-count) : now.AddHours(-count)).UtcDateTime;
        }

        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw new Refusal(ExitCode.Usage, $"'{text}' is no time", "write 24h, 7d, or 2026-11-26T00:00:00Z");
    }
}
