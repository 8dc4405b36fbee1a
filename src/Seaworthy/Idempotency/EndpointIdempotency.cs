namespace Seaworthy.Idempotency;

/// <summary>What an endpoint's plan says of keys.</summary>
/// <param name="Mode">How key and effect are kept together.</param>
/// <param name="IsRequired">Whether a request without a key is refused.</param>
/// <param name="IsRepeatable">Whether a request whose outcome nobody knows may simply run again.</param>
public sealed record EndpointIdempotency(IdempotencyMode Mode, bool IsRequired, bool IsRepeatable)
{
    internal IKeyStore Store { get; init; } = null!;

    /// <summary>Whether it does nothing but hand requests on: what was not sent has done nothing then.</summary>
    internal bool HandsOn { get; init; }

    /// <summary>Names of the cookies by which whoever is asked behind this process knows its callers.</summary>
    internal IReadOnlyList<string> Cookies { get; init; } = [];

    /// <summary>As <c>seaworthy explain</c> prints it.</summary>
    public override string ToString() => (Mode, IsRequired, IsRepeatable) switch
    {
        (var mode, true, false) => $"{Named(mode)}, key required",
        (var mode, true, true) => $"{Named(mode)}, key required, repeatable",
        (var mode, false, true) => $"{Named(mode)}, repeatable",
        var (mode, _, _) => Named(mode),
    };

    private static string Named(IdempotencyMode mode) => mode.ToString().ToLowerInvariant();
}
