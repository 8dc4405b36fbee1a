using Microsoft.AspNetCore.Http;

namespace Seaworthy.Caching.Responses;

/// <summary>Keeps an endpoint's answers. One of the two says for how long.</summary>
internal sealed record CachedWord(TimeSpan? Ttl, string? Entity, IReadOnlyList<string> Tags);

/// <summary>Query parameters that an answer depends on, beside those that the endpoint's description names.</summary>
internal sealed record QueryWord(IReadOnlyList<string> Names);

/// <summary>Whoever asks gets the same answer.</summary>
internal sealed record SameForEverybodyWord;

/// <summary>Whoever is in the same scope gets the same answer; null for a request that is in none.</summary>
internal sealed record SameWithinWord(Func<HttpContext, ValueTask<string?>> Scope);
