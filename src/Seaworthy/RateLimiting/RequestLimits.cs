using Microsoft.Extensions.Primitives;

namespace Seaworthy.RateLimiting;

/// <summary>What limits said about one request: of all that it met, the one that is closest to its end.</summary>
internal sealed class RequestLimits
{
    /// <summary>The question to the store, used again with the record.</summary>
    public LimitDecision Decision { get; } = new();

    /// <summary>Null while the request met none.</summary>
    public LimitPolicy? Closest { get; private set; }

    /// <summary>What <see cref="Closest"/> said.</summary>
    public LimitReading Reading { get; private set; }

    /// <summary>The field that tells all policies of the endpoint.</summary>
    public StringValues Policies { get; set; }

    /// <summary>Notes what a limit said, if it is closer to its end than those before it.</summary>
    public void Note(LimitPolicy limit, LimitReading reading)
    {
        if (Closest is null || (Reading.IsTaken && !reading.IsTaken) || (Reading.IsTaken == reading.IsTaken && reading.Left < Reading.Left))
        {
            (Closest, Reading) = (limit, reading);
        }
    }

    public void Forget() => (Closest, Policies) = (null, default);
}
