using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Secrets;

/// <summary>The keys of this process: from the settings, or generated once into the data folder when first asked for.</summary>
public sealed class SecretKeys
{
    private readonly Lazy<byte[]> _cursorKey;

    internal SecretKeys(SeaworthyOptions options)
    {
        var file = new SecretsFile(Path.Combine(options.DataDirectory, "secrets.json"));
        _cursorKey = new(() => Derive("cursor", options.Secrets.CursorKey ?? file.GetOrAdd("CursorKey")));
    }

    /// <summary>32 bytes that sign page cursors.</summary>
    public ReadOnlyMemory<byte> CursorKey => _cursorKey.Value;

    // One secret text may serve two purposes, by mistake or not: the label keeps their keys apart.
    private static byte[] Derive(string purpose, string secret) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"seaworthy {purpose}"));
}
