using System.Data.Common;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>A turn to write, or a connection, did not come in time; nothing was done. Trying again can help (503 with Retry-After).</summary>
/// <param name="message">What was waited for.</param>
/// <param name="inner">What ended the wait; null when it never began.</param>
public sealed class DatabaseBusyException(string message, Exception? inner = null) : DbException(message, inner);
