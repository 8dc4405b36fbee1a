using Seaworthy.Hosting;

namespace Seaworthy.Seeding;

/// <summary>A catalogue or a file of orders cannot be read as a whole; the message says what to change.</summary>
public sealed class SeedFileException(string message) : SeedException(message);
