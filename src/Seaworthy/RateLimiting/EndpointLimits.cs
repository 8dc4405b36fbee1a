using Microsoft.AspNetCore.Http;
using Seaworthy.Pipeline;

namespace Seaworthy.RateLimiting;

/// <summary>
/// Which limits an endpoint is held to, by name. The numbers behind the names may change while the process runs, so that the
/// charges are made of each snapshot once and looked up by nobody.
/// </summary>
internal sealed class EndpointLimits
{
    private readonly string _service;
    private readonly string _name;
    private EndpointCharges? _charges;

    private EndpointLimits(string service, string name, bool countsByAddress, IReadOnlyList<LimitWord> words)
    {
        _service = service;
        _name = name;
        CountsByAddress = countsByAddress;
        Words = words;
    }

    /// <summary>Whether the limit of every address holds here.</summary>
    public bool CountsByAddress { get; }

    /// <summary>The named ones.</summary>
    public IReadOnlyList<LimitWord> Words { get; }

    /// <summary>What the metadata of an endpoint says; what stands closer to it says it later.</summary>
    public static EndpointLimits Read(string service, string name, RequestClass requestClass, EndpointMetadataCollection metadata)
    {
        var words = new List<LimitWord>();
        var countsByAddress = requestClass != RequestClass.Probe;
        foreach (var said in countsByAddress ? metadata : EndpointMetadataCollection.Empty)
        {
            if (said is NoLimitWord)
            {
                words.Clear();
                countsByAddress = false;
            }
            else if (said is LimitWord word)
            {
                words.RemoveAll(other => other.Policy.Equals(word.Policy, StringComparison.OrdinalIgnoreCase));
                words.Add(word);
            }
        }

        return new(service, name, countsByAddress, words);
    }

    /// <summary>The charges of the limits as they are now.</summary>
    public EndpointCharges In(LimitsSnapshot snapshot)
    {
        var charges = Volatile.Read(ref _charges);
        if (charges?.Snapshot != snapshot)
        {
            Volatile.Write(ref _charges, charges = new EndpointCharges(snapshot, [.. Charges(snapshot)]));
        }

        return charges;
    }

    /// <summary>What these limits cannot be asked for with those of <paramref name="snapshot"/>.</summary>
    public IEnumerable<string> Faults(LimitsSnapshot snapshot)
    {
        foreach (var word in Words)
        {
            if (!snapshot.Services[_service].TryFind(word.Policy, out var policy))
            {
                yield return $"{_name} says RequireLimit(\"{word.Policy}\"), but no limit has this name. "
                    + $"Set Seaworthy:{RateLimitingRules.PoliciesKey}:{word.Policy} to one such as 100/minute, or take the word away.";
            }
            else if (word.Cost < 1 || word.Cost > (policy?.MostCost ?? word.Cost))
            {
                yield return $"{_name} says RequireLimit(\"{word.Policy}\", cost: {word.Cost}), but a request may cost from 1 to {policy?.MostCost ?? 1}. "
                    + $"Lower the cost, or raise Seaworthy:{RateLimitingRules.PoliciesKey}:{word.Policy}.";
            }
        }
    }

    private IEnumerable<LimitCharge> Charges(LimitsSnapshot snapshot)
    {
        var limits = snapshot.Services[_service];
        if (CountsByAddress && limits.Address is { } address)
        {
            yield return new(address, 1);
        }

        foreach (var word in Words)
        {
            if (limits.TryFind(word.Policy, out var policy) && policy is not null)
            {
                yield return new(policy, word.Cost, policy.Spec.Per == LimitSubject.Endpoint ? new LimitCaller(snapshot.Hash.Of(_name), 0, 0, _name) : null);
            }
        }
    }
}
