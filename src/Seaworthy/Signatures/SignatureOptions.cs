using Seaworthy.Hosting.Settings;

namespace Seaworthy.Signatures;

/// <summary>Signed requests (R11): who may sign, and for how long a signature is good.</summary>
public sealed class SignatureOptions
{
    /// <summary>Checks the signatures that endpoints ask for with <c>RequireSignature</c>. Default on; off, such an endpoint stops the start.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Who may sign: the key's id, and its secret of 32 characters or more (<c>openssl rand -hex 32</c>); two with a space between while it
    /// is changed. Default none.
    /// </summary>
    [Secret]
    public IDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Seconds that a signature's time may differ from this machine's, either way. Default 300.</summary>
    [InRange(1, 3600)]
    public int SkewSeconds { get; set; } = 300;

    /// <summary>
    /// The key whose secret also opens by the bare <c>X-Signature</c>, an HMAC of the body alone: whoever sees such a request can send it again,
    /// anywhere. Null (default): nobody's.
    /// </summary>
    public string? BareKey { get; set; }

    /// <summary>
    /// What happens while the Redis of <c>REDIS_URL</c> does not say whether a request has been here before, for the process. Default Closed: 503.
    /// </summary>
    [OfProcess]
    public SignatureWhenAway WhenAway { get; set; }

    /// <summary>
    /// Signed requests that this process remembers without Redis, 70 bytes each, for twice <c>SkewSeconds</c>; for the process. Default 1,000,000. Beyond
    /// it they are 503.
    /// </summary>
    [InRange(100, 100_000_000)]
    [OfProcess]
    public int Nonces { get; set; } = 1_000_000;
}
