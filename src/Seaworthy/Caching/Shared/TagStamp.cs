namespace Seaworthy.Caching.Shared;

/// <summary>What Redis says of a tag: its version, empty when there is none, and whether somebody is about to change what stands under it.</summary>
internal readonly record struct TagStamp(ReadOnlyMemory<byte> Version, bool IsInDoubt)
{
    public static TagStamp From(ReadOnlySpan<byte> text)
    {
        var cut = text.IndexOf((byte)' ');
        return cut < 0 ? new(text.ToArray(), false) : new(text[..cut].ToArray(), true);
    }
}
