using Microsoft.Extensions.Primitives;

namespace Seaworthy.Caching.Responses;

/// <summary>One way to write an answer: its bytes and the strong tag that stands for just these.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="Coding">Content-Encoding; empty for plain bytes.</param>
/// <param name="Tag">ETag.</param>
internal sealed record Variant(byte[] Body, StringValues Coding, StringValues Tag);
