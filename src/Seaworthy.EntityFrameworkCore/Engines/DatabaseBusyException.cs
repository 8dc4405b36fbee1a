namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>A write's turn did not come in time; nothing was written. Trying again can help (503 with Retry-After).</summary>
public sealed class DatabaseBusyException(string message) : Exception(message);
