namespace Seaworthy.Pipeline;

/// <summary>Endpoints that cannot be served as they ask; stops the start and names each of them.</summary>
public sealed class PlanException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>One line per endpoint: what it asks for, what is missing, the repair.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
