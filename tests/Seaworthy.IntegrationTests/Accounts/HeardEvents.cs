using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>What was logged, by event.</summary>
internal sealed class HeardEvents : ILoggerProvider, ILogger
{
    private readonly ConcurrentBag<(int Id, string Text)> _events = [];

    public IEnumerable<string> Of(int id) => _events.Where(heard => heard.Id == id).Select(heard => heard.Text);

    public IEnumerable<string> All => _events.Select(heard => heard.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _events.Add((eventId.Id, $"{formatter(state, exception)} {exception}"));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
