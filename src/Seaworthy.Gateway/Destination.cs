namespace Seaworthy.Gateway;

/// <summary>One copy of an API.</summary>
/// <param name="address">Where it is; a path in it stands before every path.</param>
internal sealed class Destination(Uri address)
{
    private readonly string _base = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
    private int _underWay;
    private volatile bool _isDown;

    public Uri Address => address;

    /// <summary>Host and port, as its breaker is called.</summary>
    public string Authority => address.Authority;

    /// <summary>Whether its health page says that it is not well.</summary>
    public bool IsDown
    {
        get => _isDown;
        set => _isDown = value;
    }

    /// <summary>How often in a row it has not said that it is well.</summary>
    public int Failures { get; set; }

    /// <summary>Calls that have no head of an answer yet.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    public void Enter() => Interlocked.Increment(ref _underWay);

    public void Leave() => Interlocked.Decrement(ref _underWay);

    /// <summary>The address of a path and query, which stay as they are written.</summary>
    public Uri At(string pathAndQuery) => new(_base + pathAndQuery, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
