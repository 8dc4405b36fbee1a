using Seaworthy.Hosting.Settings;

namespace Seaworthy.Secrets;

/// <summary>A HashiCorp Vault (or OpenBao) whose KV engine, version 2, holds settings; for the process. It wins over all other sources but the command line.</summary>
public sealed class VaultOptions
{
    /// <summary><c>https://vault:8200</c>. Null (default): none is asked.</summary>
    public string? Address { get; set; }

    /// <summary>The token that may read the secret; usual name <c>VAULT_TOKEN</c>. Null (default): what <c>TokenFile</c> holds.</summary>
    [Secret]
    public string? Token { get; set; }

    /// <summary>A file with the token, as Vault's agent writes one; read anew at each look. Null (default): none.</summary>
    public string? TokenFile { get; set; }

    /// <summary>The namespace, of Vault Enterprise. Null (default): none.</summary>
    public string? Namespace { get; set; }

    /// <summary>Where the KV engine is mounted. Default <c>secret</c>.</summary>
    public string Mount { get; set; } = "secret";

    /// <summary>Path of the secret whose members are the settings. Default <c>seaworthy</c>.</summary>
    public string Path { get; set; } = "seaworthy";

    /// <summary>Seconds between two looks. Default 300.</summary>
    [InRange(1, 86_400)]
    public int RefreshSeconds { get; set; } = 300;
}
