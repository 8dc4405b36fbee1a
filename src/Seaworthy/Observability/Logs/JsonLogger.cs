using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Seaworthy.Pipeline;

namespace Seaworthy.Observability.Logs;

/// <summary>Copies a line and what it needs of the running request; the writer's thread makes text of it.</summary>
internal sealed class JsonLogger(
    string category, LogWriter writer, CurrentRequest current, string process, Func<IExternalScopeProvider?> scopes) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes()?.Push(state);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = new LogLine { At = writer.Now, Level = logLevel, Event = eventId, Category = category, Exception = exception };
        if (typeof(TState) == typeof(RequestEvent))
        {
            line.IsRequest = true;
            line.Request = Unsafe.As<TState, RequestEvent>(ref state);
        }
        else
        {
            line.Message = formatter(state, exception);
            line.Members = LogMembers.Copy(state, scopes());
            Place(ref line);
        }

        writer.Add(line);
    }

    private void Place(ref LogLine line)
    {
        var activity = Activity.Current;
        var scope = current.Scope;
        line.RequestId = scope?.RequestId;
        line.TraceId = scope?.TraceId ?? activity?.TraceId.ToHexString();
        line.SpanId = activity?.SpanId.ToHexString();
        line.Service = scope?.Service ?? process;
    }
}
