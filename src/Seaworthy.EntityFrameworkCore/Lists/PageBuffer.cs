using System.Buffers;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Where the rows of a page become bytes. Pooled: the buffers keep their size from one request to the next.</summary>
internal sealed class PageBuffer
{
    // Kept between requests up to this size; a larger answer gives its memory back.
    private const int MostKept = 256 * 1024;
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _rows = new(8192);
    private readonly ArrayBufferWriter<byte> _answer = new(8192);
    private readonly List<int> _ends = [];

    public PageBuffer()
    {
        Rows = new Utf8JsonWriter(_rows, Options);
        Json = new Utf8JsonWriter(_answer, Options);
    }

    /// <summary>Writes the answer.</summary>
    public Utf8JsonWriter Json { get; }

    private Utf8JsonWriter Rows { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => _ends.Count;

    public bool IsWorthKeeping => _rows.Capacity <= MostKept && _answer.Capacity <= MostKept;

    public void AddRow(IReadOnlyList<ListField> fields, CompiledShape shape, ulong wanted, DbDataReader row)
    {
        Rows.WriteStartObject();
        RowJson.Write(Rows, fields, shape, wanted, row);
        Rows.WriteEndObject();
        Rows.Flush();
        _ends.Add(_rows.WrittenCount);
        Rows.Reset();
    }

    /// <summary>Writes all rows as one array, from the last when <paramref name="reversed"/>.</summary>
    public void WriteRows(Utf8JsonWriter json, bool reversed)
    {
        json.WriteStartArray();
        for (var i = 0; i < _ends.Count; i++)
        {
            json.WriteRawValue(Row(reversed ? _ends.Count - 1 - i : i), skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    /// <summary>The bytes of one row.</summary>
    public ReadOnlySpan<byte> Row(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _rows.WrittenSpan[start.._ends[index]];
    }

    /// <summary>Sends the answer; the server flushes it when the request ends.</summary>
    public void Send(HttpResponse response)
    {
        Json.Flush();
        response.ContentType = "application/json";
        response.ContentLength = _answer.WrittenCount;
        response.Headers.CacheControl = "no-cache";
        response.BodyWriter.Write(_answer.WrittenSpan);
    }

    public void Clear()
    {
        _rows.ResetWrittenCount();
        _answer.ResetWrittenCount();
        _ends.Clear();
        Rows.Reset();
        Json.Reset();
    }
}
