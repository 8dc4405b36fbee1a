using System.Collections.Frozen;

namespace Seaworthy.RateLimiting;

/// <summary>The limits of one service at one time.</summary>
internal sealed class ServiceLimits
{
    public const string AddressName = "address";
    private readonly FrozenDictionary<string, LimitPolicy?> _policies;

    /// <param name="service">Its name.</param>
    /// <param name="options">Its limits, free of faults.</param>
    /// <param name="hash">Seeds each policy.</param>
    /// <param name="counts">Where the decisions of a policy of this name are counted.</param>
    public ServiceLimits(string service, RateLimitingOptions options, KeyedHash hash, Func<string, LimitCounts> counts)
    {
        Address = Compile(AddressName, options.Address);
        _policies = options.Policies.ToFrozenDictionary(
            policy => policy.Key, policy => Compile(policy.Key, policy.Value), StringComparer.OrdinalIgnoreCase);

        LimitPolicy? Compile(string name, string text)
        {
            // Watching becomes refusing for the same clients; any other number begins anew.
            return LimitText.Parse(text, out _) is { } spec
                ? new(name, spec, hash.Of($"{service}\n{name}\n{LimitText.Show(spec with { IsShadow = false, WhenAway = null })}"), counts(name))
                {
                    WhenAway = spec.WhenAway ?? options.WhenAway,
                    Nodes = options.Nodes,
                }
                : null;
        }
    }

    /// <summary>The limit of every address; null when it is off.</summary>
    public LimitPolicy? Address { get; }

    /// <summary>All that are not off.</summary>
    public IEnumerable<LimitPolicy> All => _policies.Values.Prepend(Address).OfType<LimitPolicy>();

    /// <summary>False when no policy has this name; <paramref name="policy"/> is null when it is off.</summary>
    public bool TryFind(string name, out LimitPolicy? policy) => _policies.TryGetValue(name, out policy);
}
