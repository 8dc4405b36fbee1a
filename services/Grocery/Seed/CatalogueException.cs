using Seaworthy.Hosting;

namespace Seaworthy.Grocery.Seed;

/// <summary>The catalogue as a whole cannot be read; the message says what to change.</summary>
internal sealed class CatalogueException(string message) : SeedException(message);
