using System.Globalization;
using CsvHelper;

namespace Seaworthy.Seeding;

/// <summary>The file that says what became of rows that were not loaded as they stand. Made with its first line.</summary>
public sealed class SeedReportFile(string path) : IAsyncDisposable
{
    private CsvWriter? _csv;

    /// <summary>Where it is, or null while there is nothing to say.</summary>
    public string? Path => _csv is null ? null : path;

    public void Rejected(int line, string reason) => Write(line, "rejected", reason);

    public void Noted(int line, string reason) => Write(line, "loaded", reason);

    public async ValueTask DisposeAsync()
    {
        if (_csv is not null)
        {
            await _csv.DisposeAsync();
        }
    }

    private void Write(int line, string outcome, string reason)
    {
        if (_csv is null)
        {
            _csv = CsvWriter.ToFile(path);
            Record("line", "outcome", "reason");
        }

        Record(line.ToString(CultureInfo.InvariantCulture), outcome, reason);
    }

    private void Record(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            _csv!.WriteField(field);
        }

        _csv!.EndRecord();
    }
}
