using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

/// <summary>
/// What new connections have of certificates. Connections that are there keep theirs. What is new and cannot be used changes nothing and is told once, and not at the first look:
/// between the one file and the other they are never a pair.
/// </summary>
internal sealed class FromFiles<T>(T first, ILogger log) : IFromFiles
    where T : class, ICertificateFiles<T>
{
    private volatile T _current = first;
    private string? _fault;
    private bool _isTold;

    public T Current => _current;

    public void Look(DateTime now)
    {
        try
        {
            if (_current.IsStillThere())
            {
                (_fault, _isTold) = (null, false);
                return;
            }

            // The one that was is left to the connections that have it.
            var next = _current.ReadAgain();
            if (next.FaultAt(now) is { } fault)
            {
                Tell(fault);
                return;
            }

            (_current, _fault, _isTold) = (next, null, false);
            next.TellTaken(log);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            Tell(exception.Message);
        }
    }

    private void Tell(string fault)
    {
        if (_fault != fault)
        {
            (_fault, _isTold) = (fault, false);
        }
        else if (!_isTold)
        {
            _isTold = true;
            _current.TellKept(log, fault);
        }
    }
}

/// <summary>Something that is looked at again.</summary>
internal interface IFromFiles
{
    /// <summary>Takes what is new in the files.</summary>
    /// <param name="now">UTC.</param>
    void Look(DateTime now);
}
