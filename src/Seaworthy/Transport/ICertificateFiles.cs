using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Transport;

/// <summary>What files of certificates held at one moment.</summary>
internal interface ICertificateFiles<TSelf>
    where TSelf : ICertificateFiles<TSelf>
{
    /// <summary>Whether the files still hold it.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    bool IsStillThere();

    /// <summary>What they hold now.</summary>
    /// <exception cref="CryptographicException">It is nothing that can be used.</exception>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    TSelf ReadAgain();

    /// <summary>Why it cannot be used at this time, UTC; null when it can.</summary>
    string? FaultAt(DateTime now);

    void TellTaken(ILogger log);

    /// <summary>Says that this one goes on, since what came after it cannot be used.</summary>
    void TellKept(ILogger log, string fault);
}
