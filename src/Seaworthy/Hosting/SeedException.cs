namespace Seaworthy.Hosting;

/// <summary>What was to be loaded cannot be read as a whole; the message says what to change.</summary>
public class SeedException(string message) : Exception(message);
