using Microsoft.Extensions.Logging;

namespace Seaworthy.Signatures;

/// <summary>Tells the log that Redis does not say which requests have been here, and that it does again; not oftener than once a minute.</summary>
internal sealed class NoncesAway(TimeProvider time, SignatureWhenAway whenAway, ILogger<NoncesAway> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Guards both below; taken only while Redis is away.
    private readonly Lock _lock = new();
    private long? _toldAt;
    private volatile bool _isTold;

    public void Away(string reason)
    {
        lock (_lock)
        {
            if (_isTold || (_toldAt is { } at && time.GetElapsedTime(at) < Pause))
            {
                return;
            }

            (_toldAt, _isTold) = (time.GetTimestamp(), true);
        }

        Log.Away(log, whenAway, reason);
    }

    public void Back()
    {
        if (!_isTold)
        {
            return;
        }

        lock (_lock)
        {
            if (!_isTold)
            {
                return;
            }

            _isTold = false;
        }

        Log.Back(log);
    }
}
