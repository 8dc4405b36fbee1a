using System.Collections.Concurrent;
using Seaworthy.Hosting;

namespace Seaworthy.Identity.ApiKeys;

/// <summary>Says whose a key is: asked of the service's database, and remembered for a few seconds by the hash of its secret.</summary>
internal sealed class ApiKeyCheck(IEnumerable<IApiKeys> services, ApiKeySettings settings, TimeProvider time)
{
    private readonly Dictionary<string, IApiKeys> _byService = services.ToDictionary(keys => keys.Service, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Service, string Id), Found> _found = new();

    /// <summary>The key, or why it is refused.</summary>
    /// <param name="text">As it was sent.</param>
    /// <param name="service">The service that is called: a key is good at its own one alone.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async ValueTask<(ApiKey? Key, ApiKeyFault Fault)> FindAsync(string text, ServiceProfile service, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.TryRead(text, out var id, out var hash) || !_byService.TryGetValue(service.Name, out var keys))
        {
            return (null, ApiKeyFault.Invalid);
        }

        var now = time.GetUtcNow();
        var key = Remembered(service.Name, id, now);
        if (key?.Opens(hash, now) != true)
        {
            // A secret that was given a moment ago is not in what is remembered.
            key = await LookUpAsync(keys, id, now, cancellationToken);
        }

        if (key?.Opens(hash, now) != true)
        {
            return (null, ApiKeyFault.Invalid);
        }

        if (key.ExpiresAt <= now)
        {
            return (null, ApiKeyFault.Expired);
        }

        keys.Used(id);
        return (key, default);
    }

    private ApiKey? Remembered(string service, string id, DateTimeOffset now) =>
        _found.TryGetValue((service, id), out var found) && now < found.Until ? found.Key : null;

    private async ValueTask<ApiKey?> LookUpAsync(IApiKeys keys, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(id, cancellationToken);
        if (_found.Count >= settings.RememberMost)
        {
            foreach (var (place, old) in _found.Where(one => one.Value.Until <= now))
            {
                _found.TryRemove(new(place, old));
            }
        }

        // From before the question on: what is revoked meanwhile is known so much the sooner.
        if (key is null)
        {
            _found.TryRemove((keys.Service, id), out _);
        }
        else if (settings.RememberSeconds > 0 && (_found.Count < settings.RememberMost || _found.ContainsKey((keys.Service, id))))
        {
            _found[(keys.Service, id)] = new(key, now.AddSeconds(settings.RememberSeconds));
        }

        return key;
    }

    private sealed record Found(ApiKey Key, DateTimeOffset Until);
}
