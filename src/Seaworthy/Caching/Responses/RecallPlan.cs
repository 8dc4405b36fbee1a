using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.OpenApi;
using Seaworthy.Hosting;
using Seaworthy.Identity;

namespace Seaworthy.Caching.Responses;

/// <summary>How the answers of one endpoint are kept: read once from its words and its description.</summary>
internal sealed class RecallPlan
{
    private RecallPlan(CachedWord word, ServiceProfile service, EndpointMetadataCollection metadata, string[]? query, RecallCounts counts)
    {
        Entity = word.Entity;
        Ttl = word.Ttl is { } ttl ? new(ttl, "endpoint") : TtlOf(word.Entity!, service.Options.Caching);
        Tags = [.. word.Tags.Select(tag => new TagTemplate(tag))];
        Query = query;
        Counts = counts;
        IsForEverybody = metadata.GetMetadata<SameForEverybodyWord>() is not null;
        Scope = metadata.GetMetadata<SameWithinWord>()?.Scope;
        LeavesOriginToOthers = service.Options.Cors.Origins.Count == 0;
        Wanted = new CacheEntryOptions { Ttl = Ttl.Value, EarlyRefresh = false, StaleOnError = TimeSpan.Zero };
    }

    /// <summary>How long an answer is fresh.</summary>
    public Planned<TimeSpan> Ttl { get; }

    /// <summary>What it is invalidated by.</summary>
    public IReadOnlyList<TagTemplate> Tags { get; }

    /// <summary>The query parameters that are in the key, in its order; null when nobody says which there are.</summary>
    public string[]? Query { get; }

    /// <summary>Whether requests with credentials get it too.</summary>
    public bool IsForEverybody { get; }

    /// <summary>Says whose answer a request may get; null where answers are not kept by scope.</summary>
    public Func<HttpContext, ValueTask<string?>>? Scope { get; }

    public CacheEntryOptions Wanted { get; }

    public RecallCounts Counts { get; }

    /// <summary>The line of the table of lifetimes; null where the endpoint says the time itself.</summary>
    public string? Entity { get; }

    // The application's own CORS stands behind the stages and writes its headers where an answer of ours has passed already.
    private bool LeavesOriginToOthers { get; }

    /// <summary>Null for an endpoint that does not say <c>Cached</c>.</summary>
    public static RecallPlan? Read(ServiceProfile service, EndpointMetadataCollection metadata, Func<RecallCounts> counts)
    {
        if (metadata.GetMetadata<CachedWord>() is not { } word)
        {
            return null;
        }

        var described = metadata.GetMetadata<OperationDescription>()?.Parameters.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name);
        var said = metadata.GetMetadata<QueryWord>()?.Names;
        var query = described is null && said is null ? null : (described ?? []).Concat(said ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return new(word, service, metadata, query, counts());
    }

    /// <summary>
    /// Whether the answer may depend on who asks, or another middleware has a say in it, so that it is made for this request alone.
    /// </summary>
    public bool IsPersonal(RequestRecord record) =>
        (LeavesOriginToOthers && record.Context.Request.Headers.Origin.Count > 0)
        || (!IsForEverybody && Scope is null && (record.Caller.IsKnown || Credentials.AreIn(record.Context)));

    /// <summary>The names of the tags for a request's route values and its scope.</summary>
    public string[] TagsOf(RouteValueDictionary values, string? within)
    {
        var names = new string[Tags.Count + 1];
        names[0] = CacheScope.Of(CacheTags.Everything);
        for (var i = 0; i < Tags.Count; i++)
        {
            names[i + 1] = CacheScope.Of(Tags[i].Of(values, within));
        }

        return names;
    }

    private static Planned<TimeSpan> TtlOf(string entity, CachingOptions options) => new(
        new TtlTable(options).For(entity),
        options.Ttls.Any(line => TtlTable.Parse(line)?.Entity == entity) ? "Caching:Ttls" : "Caching:TtlSeconds");
}
