namespace Seaworthy.RateLimiting;

/// <summary>All limits of the process at one time. A change makes the next one and swaps it in whole.</summary>
/// <param name="Services">By the names of the services.</param>
/// <param name="Hash">Makes clients of what they are.</param>
internal sealed record LimitsSnapshot(IReadOnlyDictionary<string, ServiceLimits> Services, KeyedHash Hash)
{
    /// <summary>Every limit in one spelling, by service and name.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } = Services
        .SelectMany(service => service.Value.All.Select(policy => (Key: $"{service.Key} {policy.Name}", Text: LimitText.Show(policy.Spec))))
        .ToDictionary(policy => policy.Key, policy => policy.Text);
}
