namespace Seaworthy.Caching.Origin;

/// <summary>The endpoint's answers come from another server, and are kept for as long as that one says (RFC 9111).</summary>
internal sealed record OriginWord;
