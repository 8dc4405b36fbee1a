using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seaworthy.Cli;

/// <summary>Where a command writes: results to one stream, progress and errors to the other, colours only for people.</summary>
internal sealed class Terminal(TextWriter result, TextWriter progress, bool colours, bool livesInPlace)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public TextWriter Result { get; } = result;

    /// <summary>True where a progress line may be written over itself.</summary>
    public bool LivesInPlace { get; } = livesInPlace;

    public static Terminal OfProcess()
    {
        var plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") is null or "dumb";
        return new(Console.Out, Console.Error, !plain && !Console.IsErrorRedirected, !plain && !Console.IsErrorRedirected);
    }

    public void Line(string text = "") => Result.WriteLine(text);

    public void Json(object document) => Line(JsonSerializer.Serialize(document, Readable));

    public void Progress(string text) => progress.WriteLine(text);

    /// <summary>Writes over the line that this wrote before.</summary>
    public void InPlace(string text) => progress.Write($"\r{text,-76}");

    public void Error(string wrong, IEnumerable<string> details, IEnumerable<string> fix)
    {
        progress.WriteLine($"{(colours ? "\u001b[31merror\u001b[0m" : "error")}: {wrong}");
        foreach (var detail in details)
        {
            progress.WriteLine($"  {detail}");
        }

        foreach (var step in fix)
        {
            progress.WriteLine($"  fix: {step}");
        }
    }

    /// <summary>Columns as wide as what stands in them; the last one is free.</summary>
    public void Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            Line(string.Join("   ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
