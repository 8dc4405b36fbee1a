using Microsoft.Extensions.Logging;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>What a host logs; a test waits for the line it is about.</summary>
internal sealed class HeardLog : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<(string? Event, string Text)> _lines = [];
    private readonly List<(Func<string?, string, bool> Wanted, TaskCompletionSource Heard)> _waiting = [];

    /// <summary>Ends when a line of this event ends with this.</summary>
    public Task EventAsync(string name, string end = "")
    {
        bool Wanted(string? found, string text) => found == name && text.EndsWith(end, StringComparison.Ordinal);
        lock (_lock)
        {
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((Wanted, heard));
            if (_lines.Any(line => Wanted(line.Event, line.Text)))
            {
                heard.SetResult();
            }

            return heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            var (name, text) = (eventId.Name, formatter(state, exception));
            _lines.Add((name, text));
            _waiting.Where(waiting => waiting.Wanted(name, text)).ToList().ForEach(waiting => waiting.Heard.TrySetResult());
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
