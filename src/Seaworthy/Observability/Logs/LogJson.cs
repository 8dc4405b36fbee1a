using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seaworthy.Leaks;

namespace Seaworthy.Observability.Logs;

/// <summary>
/// Lines as JSON, one object each. The encoder escapes every control and line-separating character, so that no value can
/// begin a line of its own; what is too long is cut.
/// </summary>
internal sealed class LogJson : IDisposable
{
    private const int LongestText = 8 * 1024;

    // A request's line that did not fail has a path that its caller chose, and nothing else that is not ours: a short one has no room for a secret.
    private const int ShortPath = 40;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly string[] Levels = ["trace", "debug", "information", "warning", "error", "critical", "none"];

    // A member of a message that has one of these names would make it twice in one object.
    private static readonly HashSet<string> Taken =
        ["timestamp", "level", "message", "logger", "event", "request_id", "trace_id", "span_id", "service", "exception"];

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    // Apart from the others, so that one which cannot be finished leaves nothing behind.
    private readonly ArrayBufferWriter<byte> _line = new(4 * 1024);
    private readonly Utf8JsonWriter _json;
    private readonly LeakMask? _mask;
    private readonly HashSet<string> _seen = [];

    public LogJson(LeakMask? mask) => (_json, _mask) = (new Utf8JsonWriter(_line, Options), mask);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public int Lines { get; private set; }

    /// <summary>Secrets that were written over.</summary>
    public long Masked { get; private set; }

    public void Dispose() => _json.Dispose();

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        Lines = 0;
    }

    /// <summary>False when something in the line threw while it was read; nothing of it is written then.</summary>
    public bool TryAppend(in LogLine line)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        try
        {
            Write(line);
        }
#pragma warning disable CA1031 // what values of the application throw must not end the thread that writes, and with it the process
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }

        if (_mask is not null && (!line.IsRequest || line.Exception is not null || line.Request.Path?.Length > ShortPath))
        {
            Masked += _mask.Apply(MemoryMarshal.AsMemory(_line.WrittenMemory).Span);
        }

        _buffer.Write(_line.WrittenSpan);
        _buffer.Write("\n"u8);
        Lines++;
        return true;
    }

    private void Write(in LogLine line)
    {
        _json.WriteStartObject();
        _json.WriteString("timestamp"u8, line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        _json.WriteString("level"u8, (uint)line.Level < Levels.Length ? Levels[(int)line.Level] : $"{(int)line.Level}");
        if (line.IsRequest)
        {
            WriteRequest(line);
        }
        else
        {
            WriteMessage(line);
        }

        if (line.Exception is { } exception)
        {
            ExceptionJson.Write(_json, exception);
        }

        _json.WriteEndObject();
        _json.Flush();
    }

    private void WriteRequest(in LogLine line)
    {
        var request = line.Request;
        _json.WriteString("message"u8, request.ToString());
        WriteSource(line);
        _json.WriteString("request_id"u8, request.RequestId);
        _json.WriteString("trace_id"u8, request.Trace.TraceId.ToHexString());
        _json.WriteString("span_id"u8, request.Trace.SpanId.ToHexString());
        _json.WriteString("service"u8, request.Service);
        _json.WriteString("method"u8, Cut(request.Method, LongestText));
        _json.WriteString("route"u8, request.Route);
        _json.WriteString("path"u8, Cut(request.Path, LongestText));
        _json.WriteNumber("status"u8, request.Status);
        _json.WriteNumber("duration_ms"u8, request.DurationMs);
        _json.WriteString("client_ip"u8, request.Client?.ToString());
        _json.WriteNumber("queries"u8, request.Queries);
        WriteUnlessNull("subject"u8, Cut(request.Subject, LongestText));
        WriteUnlessNull("tenant"u8, Cut(request.Tenant, LongestText));
        WriteUnlessNull("signer"u8, request.Signer);
        if (request.LimitLeft is { } left)
        {
            _json.WriteString("limit"u8, request.Limit);
            _json.WriteNumber("limit_left"u8, left);
        }

        WriteUnlessNull("cache"u8, request.Cache);
        if (request.CacheAge is { } age)
        {
            _json.WriteNumber("cache_age"u8, age);
        }

        _json.WriteString("outcome"u8, request.Outcome);
    }

    private void WriteMessage(in LogLine line)
    {
        _json.WriteString("message"u8, Cut(line.Message, LongestText));
        WriteSource(line);
        WriteUnlessNull("request_id"u8, line.RequestId);
        WriteUnlessNull("trace_id"u8, line.TraceId);
        WriteUnlessNull("span_id"u8, line.SpanId);
        WriteUnlessNull("service"u8, line.Service);
        _seen.Clear();
        foreach (var (name, value) in line.Members ?? [])
        {
            var free = Taken.Contains(name) ? "state_" + name : name;
            if (_seen.Add(free))
            {
                _json.WritePropertyName(free);
                WriteValue(value);
            }
        }
    }

    private void WriteSource(in LogLine line)
    {
        _json.WriteString("logger"u8, line.Category);
        if (line.Event.Name is { } name)
        {
            _json.WriteString("event"u8, name);
        }
        else if (line.Event.Id != 0)
        {
            _json.WriteNumber("event"u8, line.Event.Id);
        }
    }

    private void WriteUnlessNull(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    private void WriteValue(object? value)
    {
        switch (value)
        {
            case null: _json.WriteNullValue(); break;
            case bool flag: _json.WriteBooleanValue(flag); break;
            case int number: _json.WriteNumberValue(number); break;
            case long number: _json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): _json.WriteNumberValue(number); break;
            case decimal number: _json.WriteNumberValue(number); break;
            default: _json.WriteStringValue(Cut(Convert.ToString(value, CultureInfo.InvariantCulture), LongestText)); break;
        }
    }

    public static string? Cut(string? text, int longest) => text?.Length > longest ? text[..longest] + "…" : text;
}
