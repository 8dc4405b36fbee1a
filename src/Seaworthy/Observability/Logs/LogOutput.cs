namespace Seaworthy.Observability.Logs;

/// <summary>Where log lines go.</summary>
/// <param name="Stream">Written by one thread only.</param>
internal sealed record LogOutput(Stream Stream);
