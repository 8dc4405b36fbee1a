namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>The database that the settings name cannot be used; the message says what to change.</summary>
public sealed class DatabaseSettingException(string message, Exception? inner = null) : Exception(message, inner);
