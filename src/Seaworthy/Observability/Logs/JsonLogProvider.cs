using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Seaworthy.Hosting;
using Seaworthy.Pipeline;

namespace Seaworthy.Observability.Logs;

/// <summary>Every line of the process as one JSON object on standard output (R52).</summary>
[ProviderAlias("Seaworthy")]
internal sealed class JsonLogProvider(LogWriter writer, CurrentRequest current, ServiceProfiles services)
    : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, JsonLogger> _loggers = new();
    private IExternalScopeProvider? _scopes;

    public ILogger CreateLogger(string categoryName) =>
        _loggers.GetOrAdd(categoryName, name => new JsonLogger(name, writer, current, services.Root.Name, () => _scopes));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() => writer.Dispose();
}
