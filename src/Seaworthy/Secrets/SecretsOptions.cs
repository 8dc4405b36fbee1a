using Seaworthy.Hosting.Settings;

namespace Seaworthy.Secrets;

/// <summary>Keys that the layer signs with.</summary>
public sealed class SecretsOptions
{
    /// <summary>
    /// Signs page cursors: 32 characters or more, the same in all processes of a service; <c>openssl rand -hex 32</c> makes
    /// one. Null (default): generated once into the data folder.
    /// </summary>
    [Secret(MinLength = 32)]
    public string? CursorKey { get; set; }

    /// <summary>A Vault that holds settings.</summary>
    public VaultOptions Vault { get; } = new();
}
