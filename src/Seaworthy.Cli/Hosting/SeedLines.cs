using System.Globalization;
using Seaworthy.Hosting;

namespace Seaworthy.Cli.Hosting;

/// <summary>How far loading is: one line that changes where a person looks, a line per tenth where a file does.</summary>
internal sealed class SeedLines(string service, Terminal terminal) : IProgress<SeedProgress>
{
    private const int BarWidth = 28;
    private string _what = "";
    private long _told = -1;
    private bool _isOpen;

    public void Report(SeedProgress value)
    {
        // A hundred steps where the total is known, else one per 10,000 rows: a terminal is slower than a database.
        var step = value.Total is > 0 and var total ? value.Done * 100 / total : value.Done / 10_000;
        var coarse = terminal.LivesInPlace || value.Total is null ? step : step / 10;
        if (value.What == _what && coarse == _told)
        {
            return;
        }

        (_what, _told) = (value.What, coarse);
        if (terminal.LivesInPlace)
        {
            _isOpen = true;
            terminal.InPlace($"{service}: {value.What} {Bar(value)}{Count(value)}");
        }
        else
        {
            terminal.Progress($"{service}: {value.What} {Count(value)}");
        }
    }

    public void End()
    {
        if (_isOpen)
        {
            terminal.Progress("");
        }
    }

    private static string Bar(SeedProgress value)
    {
        if (value.Total is not (> 0 and var total))
        {
            return "";
        }

        var full = (int)Math.Min(BarWidth, value.Done * BarWidth / total);
        return $"[{new string('=', full)}{new string(' ', BarWidth - full)}] ";
    }

    private static string Count(SeedProgress value) => value.Total is { } total
        ? string.Create(CultureInfo.InvariantCulture, $"{value.Done:#,0} / {total:#,0}")
        : string.Create(CultureInfo.InvariantCulture, $"{value.Done:#,0}");
}
