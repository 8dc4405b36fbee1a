using Seaworthy.Hosting;

namespace Seaworthy.Grocery.Seed;

/// <summary>A catalogue or a file of orders cannot be read as a whole; the message says what to change.</summary>
internal sealed class SeedFileException(string message) : SeedException(message);
