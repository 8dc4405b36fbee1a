using Microsoft.Extensions.Logging;

namespace Seaworthy.Jobs;

/// <summary>Tells once that the store does not answer, and once that it does again, whoever notices.</summary>
internal sealed class StoreTrouble(string service, ILogger log)
{
    private int _isAway;

    public void Note(Exception exception)
    {
        if (Interlocked.Exchange(ref _isAway, 1) == 0)
        {
            Log.StoreAway(log, service, exception);
        }
    }

    public void Over()
    {
        if (Volatile.Read(ref _isAway) == 1 && Interlocked.Exchange(ref _isAway, 0) == 1)
        {
            Log.StoreBack(log, service);
        }
    }
}
