using CsvHelper;

namespace Seaworthy.Seeding;

/// <summary>Reads a CSV or TSV file record by record, with the line each starts on.</summary>
public sealed class CsvRecords : IDisposable
{
    // An unclosed quote swallows the rest of a file: better one clear error than two gigabytes of one field.
    private const int MostRecordBytes = 1024 * 1024;
    private readonly CsvReader _csv;

    public CsvRecords(Stream file)
    {
        var separator = Separator(file);
        _csv = CsvReader.Create(file, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = separator,
            // Tab-separated exports know no quoting: a quote there is a quote.
            Mode = separator == '\t' ? CsvMode.NoEscape : CsvMode.Rfc4180,
            SkipEmptyLines = true,
            TrackLineNumbers = true,
            MaxRecordSize = MostRecordBytes,
        });
    }

    /// <summary>The record read last.</summary>
    public IReadOnlyList<string> Record { get; private set; } = [];

    /// <summary>Line on which it starts.</summary>
    public int Line { get; private set; }

    /// <exception cref="SeedFileException">A record has no end.</exception>
    public bool Read()
    {
        try
        {
            if (!_csv.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException exception)
        {
            throw new SeedFileException($"After line {Line} a record cannot be read: {exception.Message}");
        }

        Line = (int)_csv.LineNumber;
        Record = [.. Enumerable.Range(0, _csv.FieldCount).Select(_csv.GetString)];
        return true;
    }

    public void Dispose() => _csv.Dispose();

    /// <summary>How many records a file has: one less than its lines, for the header. Fields that hold line breaks make it an estimate.</summary>
    public static long CountLines(Stream file)
    {
        var buffer = new byte[64 * 1024];
        var lines = -1L;
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        file.Position = 0;
        return Math.Max(lines, 0);
    }

    private static char Separator(Stream file)
    {
        var buffer = new byte[16 * 1024];
        var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        file.Position = 0;
        var end = Array.IndexOf(buffer, (byte)'\n', 0, read);
        var header = buffer.AsSpan(0, end < 0 ? read : end);
        var (tabs, semicolons, commas) = (header.Count((byte)'\t'), header.Count((byte)';'), header.Count((byte)','));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
