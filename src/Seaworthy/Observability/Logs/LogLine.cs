using Microsoft.Extensions.Logging;

namespace Seaworthy.Observability.Logs;

/// <summary>One line before it is text: copied out of the request on its thread, formatted by the writer's.</summary>
internal struct LogLine
{
    public DateTimeOffset At;
    public LogLevel Level;
    public EventId Event;
    public string Category;
    public string? Message;
    public KeyValuePair<string, object?>[]? Members;
    public Exception? Exception;
    public string? RequestId;
    public string? TraceId;
    public string? SpanId;
    public string? Service;

    /// <summary>Set when <see cref="Request"/> is the line, and the fields from <see cref="Message"/> on are not.</summary>
    public bool IsRequest;
    public RequestEvent Request;
}
