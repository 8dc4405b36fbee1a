using System.Text;

namespace Seaworthy.Caching.Shared;

/// <summary>What the second level calls things in Redis; all names of one application begin alike.</summary>
/// <param name="application">Whose they are: applications that name it alike share their values.</param>
internal sealed class SharedKeys(string application)
{
    private readonly string _tags = $"seaworthy:{application}:t:";
    private readonly string _fences = $"seaworthy:{application}:k:";
    private readonly string _entries = $"seaworthy:{application}:e:";
    private readonly string _turns = $"seaworthy:{application}:l:";
    private readonly byte[] _tagBytes = Encoding.UTF8.GetBytes($"seaworthy:{application}:t:");
    private readonly byte[] _fenceBytes = Encoding.UTF8.GetBytes($"seaworthy:{application}:k:");

    /// <summary>Which server these keys live in; see <see cref="SharedScripts.Arrive"/>.</summary>
    public ReadOnlyMemory<byte> Server { get; } = Encoding.UTF8.GetBytes($"seaworthy:{application}:server");

    /// <summary>What is written to see whether Redis takes writes.</summary>
    public ReadOnlyMemory<byte> Proof { get; } = Encoding.UTF8.GetBytes($"seaworthy:{application}:proof");

    /// <summary>Beginnings of the keys whose changes every process hears.</summary>
    public IReadOnlyList<string> Watched => [_tags, _fences];

    /// <summary>A tag's version, and who is about to change what stands under it.</summary>
    public ReadOnlyMemory<byte> Tag(string name) => Encoding.UTF8.GetBytes(_tags + name);

    /// <summary>When a key was last set or removed by its name.</summary>
    public ReadOnlyMemory<byte> Fence(string key) => Encoding.UTF8.GetBytes(_fences + key);

    public ReadOnlyMemory<byte> Entry(string key) => Encoding.UTF8.GetBytes(_entries + key);

    /// <summary>Whose turn it is to make a value.</summary>
    public ReadOnlyMemory<byte> Turn(string key) => Encoding.UTF8.GetBytes(_turns + key);

    public bool IsTag(ReadOnlySpan<byte> redisKey, out ReadOnlySpan<byte> name) => Begins(redisKey, _tagBytes, out name);

    public bool IsFence(ReadOnlySpan<byte> redisKey, out ReadOnlySpan<byte> key) => Begins(redisKey, _fenceBytes, out key);

    private static bool Begins(ReadOnlySpan<byte> key, byte[] prefix, out ReadOnlySpan<byte> rest)
    {
        var begins = key.StartsWith(prefix);
        rest = begins ? key[prefix.Length..] : default;
        return begins;
    }
}
