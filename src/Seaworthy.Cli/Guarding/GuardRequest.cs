namespace Seaworthy.Cli.Guarding;

/// <summary>What the command line says about a guard.</summary>
/// <param name="Upstream">The API's address; null where the file names it.</param>
/// <param name="Config">The file of settings; null for none.</param>
/// <param name="Port">The port, when <c>--port</c> names one.</param>
internal sealed record GuardRequest(string? Upstream, string? Config, int? Port);
