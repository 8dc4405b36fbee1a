using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Pipeline;

namespace Seaworthy.RateLimiting;

/// <summary>
/// The limits in force. A change of the settings' sources, or of an operator, makes the whole next snapshot, checks it by the
/// rules of the start and swaps it in; when anything in it is wrong, the old one keeps serving and the log says why.
/// </summary>
internal sealed class LiveLimits : IDisposable
{
    private readonly Lock _changing = new(); // one change at a time
    private readonly ConcurrentDictionary<(string Service, string Policy), LimitCounts> _counts = new();
    private readonly KeyedHash _hash = KeyedHash.Random();
    private readonly SeaworthyBuilder _seaworthy;
    private readonly ServiceProfiles _services;
    private readonly Func<EndpointPlans> _plans;
    private readonly ILogger<LiveLimits> _log;
    private readonly IDisposable _reloading;
    private Dictionary<(string Service, string Policy), string> _ordered = [];
    private volatile LimitsSnapshot _current;

    public LiveLimits(SeaworthyBuilder seaworthy, ServiceProfiles services, Func<EndpointPlans> plans, ILogger<LiveLimits> log)
    {
        (_seaworthy, _services, _plans, _log) = (seaworthy, services, plans, log);
        _current = Compile(seaworthy.Readings);
        _reloading = ChangeToken.OnChange(seaworthy.ReloadToken, () => Reload());
    }

    public LimitsSnapshot Current => _current;

    /// <summary>What every policy that was ever in force has decided.</summary>
    public IEnumerable<LimitCounts> Counts => _counts.Values;

    public void Dispose() => _reloading.Dispose();

    /// <summary>Takes over what the settings' sources say now. The answer is what is wrong with it; empty when it holds.</summary>
    public IReadOnlyList<string> Reload()
    {
        lock (_changing)
        {
            return Apply(_ordered);
        }
    }

    /// <summary>
    /// Sets a limit over all settings until the process ends; null takes that back. The answer is what is wrong with it, and then
    /// nothing has changed.
    /// </summary>
    /// <param name="service">Whose limit.</param>
    /// <param name="policy">Its name, or <c>address</c>.</param>
    /// <param name="text">The limit.</param>
    public IReadOnlyList<string> Change(string service, string policy, string? text)
    {
        lock (_changing)
        {
            var ordered = new Dictionary<(string, string), string>(_ordered);
            ordered.Remove((service, policy));
            if (text is not null)
            {
                ordered[(service, policy)] = text;
            }

            var faults = Apply(ordered);
            _ordered = faults.Count == 0 ? ordered : _ordered;
            return faults;
        }
    }

    private List<string> Apply(Dictionary<(string Service, string Policy), string> ordered)
    {
        var readings = _seaworthy.ReadAgain((name, options) => Order(ordered, name, options.RateLimiting));
        var faults = readings.SelectMany(reading => reading.Faults).Where(IsOurs).Select(fault => fault.ToString()).Distinct().ToList();
        if (faults.Count == 0)
        {
            var next = Compile(readings);
            faults.AddRange(_plans().All.SelectMany(plan => plan.Limits.Faults(next)));
            if (faults.Count == 0)
            {
                Swap(next);
                return faults;
            }
        }

        Log.Kept(_log, string.Join("; ", faults));
        return faults;
    }

    // Files tell of a change twice or more; what changes nothing leaves everybody's count alone.
    private void Swap(LimitsSnapshot next)
    {
        var (before, after) = (_current.Texts, next.Texts);
        var changes = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Was: before.GetValueOrDefault(name, LimitText.Off), Is: after.GetValueOrDefault(name, LimitText.Off)))
            .Where(change => change.Was != change.Is).Select(change => $"{change.Name} from {change.Was} to {change.Is}").ToList();
        if (changes.Count > 0)
        {
            _current = next;
            Log.Changed(_log, string.Join(", ", changes));
        }
    }

    private void Order(Dictionary<(string Service, string Policy), string> ordered, string reading, RateLimitingOptions limits)
    {
        foreach (var ((service, policy), text) in ordered.Where(order => NameOf(order.Key.Service) == reading))
        {
            if (policy == ServiceLimits.AddressName)
            {
                limits.Address = text;
            }
            else
            {
                limits.Policies[policy] = text;
            }
        }
    }

    private LimitsSnapshot Compile(IReadOnlyList<SettingsReading> readings)
    {
        var services = _services.All.Append(_services.Root).Select(service => service.Name).Distinct();
        return new(services.ToDictionary(service => service, service => new ServiceLimits(
            service, readings.First(reading => reading.Name == NameOf(service)).Options.RateLimiting, _hash, policy => CountsOf(service, policy))), _hash);
    }

    // The process's own settings are those of an app that is no module.
    private string NameOf(string service) => _seaworthy.Modules.Any(module => module.Profile.Name == service) ? service : "";

    private LimitCounts CountsOf(string service, string policy) =>
        _counts.GetOrAdd((service, policy), static key => new LimitCounts(key.Service, key.Policy));

    // What nobody can read may have been a limit, which would be another one without it.
    private static bool IsOurs(SettingFault fault) => fault.IsUnreadable ||
        fault.Key.Contains($":{nameof(SeaworthyOptions.RateLimiting)}:", StringComparison.OrdinalIgnoreCase);
}
