using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Admin;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Versions;
using Seaworthy.Caching.Responses;
using Seaworthy.Idempotency;
using Seaworthy.Identity;
using Seaworthy.Leaks;
using Seaworthy.Pipeline;
using Seaworthy.Signatures;

namespace Seaworthy;

/// <summary>What an endpoint, or a group of them, can ask of the layer. Each word becomes a line of its plan.</summary>
public static class EndpointWords
{
    /// <summary>The whole request may take at most <paramref name="limit"/>; then 504.</summary>
    public static TBuilder WithDeadline<TBuilder>(this TBuilder builder, TimeSpan limit)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new DeadlineWord(limit));

    /// <summary>No deadline: for events, websockets and downloads.</summary>
    public static TBuilder WithoutDeadline<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new DeadlineWord(null));

    /// <summary>Bodies of at most <paramref name="bytes"/> bytes; then 413.</summary>
    public static TBuilder WithBodyLimit<TBuilder>(this TBuilder builder, long bytes)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new BodyLimitWord(bytes));

    /// <summary>At most <paramref name="statements"/> database statements per request (R30); more is a finding.</summary>
    public static TBuilder WithQueryBudget<TBuilder>(this TBuilder builder, int statements)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new QueryBudgetWord(statements));

    /// <summary>
    /// Holds the endpoint to the limit of this name, <c>Seaworthy:RateLimiting:Policies:NAME</c> or a module's own, beside those
    /// that it is held to anyway; then 429. Endpoints that name the same limit share it. A name that no limit has stops the start.
    /// </summary>
    /// <param name="builder">The endpoint, or a group.</param>
    /// <param name="limit">The limit's name.</param>
    /// <param name="cost">How many requests one of these counts for.</param>
    public static TBuilder RequireLimit<TBuilder>(this TBuilder builder, string limit, int cost = 1)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new LimitWord(limit, cost));

    /// <summary>No limits: neither those of its group nor the one of every address.</summary>
    public static TBuilder WithoutLimit<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new NoLimitWord());

    /// <summary>POST and PATCH without an <c>Idempotency-Key</c> are refused (400): for what must never be done twice.</summary>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new RequireKeyWord());

    /// <summary>Ignores <c>Idempotency-Key</c>: for uploads, and for what does no harm when it is done again.</summary>
    public static TBuilder WithoutIdempotency<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new NoKeyWord());

    /// <summary>A request with a key whose outcome nobody knows may run again, instead of being answered 409 until the key expires.</summary>
    public static TBuilder Repeatable<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new RepeatableWord());

    /// <summary>Keeps keys in this process also where the service has a table of them: for handlers whose effect is not in its database.</summary>
    public static TBuilder WithIdempotencyLease<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new LeaseWord());

    /// <summary>
    /// Keeps the answers of a GET and gives them to whoever asks for the same: 200s without a cookie, by path and query, with ETag and
    /// 304, plain, gzip and Brotli. An endpoint that cannot be kept safely stops the start. Requests with credentials pass by, unless
    /// it says <see cref="SameForEverybody"/>.
    /// </summary>
    /// <param name="builder">The endpoint.</param>
    /// <param name="ttl">How long an answer is fresh, ten percent more or less by <c>Caching:JitterPercent</c>.</param>
    /// <param name="tags">What it is invalidated by; <c>product:{id}</c> has the route's value in it.</param>
    public static TBuilder Cached<TBuilder>(this TBuilder builder, TimeSpan ttl, params string[] tags)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new CachedWord(ttl, null, tags));

    /// <summary>The same for as long as <c>Caching:Ttls</c> says of <paramref name="entity"/> (R38), else <c>Caching:TtlSeconds</c>.</summary>
    /// <param name="builder">The endpoint.</param>
    /// <param name="entity">A line of the table: <c>products</c>.</param>
    /// <param name="tags">What it is invalidated by.</param>
    public static TBuilder Cached<TBuilder>(this TBuilder builder, string entity, params string[] tags)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new CachedWord(null, entity, tags));

    /// <summary>
    /// The query parameters that the endpoint reads, where its description does not name them; none for none. A request with any
    /// other is not answered from the cache.
    /// </summary>
    public static TBuilder VaryByQuery<TBuilder>(this TBuilder builder, params string[] names)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new QueryWord(names));

    /// <summary>What the endpoint answers does not depend on who asks: requests with credentials get kept answers too.</summary>
    public static TBuilder SameForEverybody<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new SameForEverybodyWord());

    /// <summary>
    /// What the endpoint answers is the same for all who share a scope, a tenant for example, and nobody else's: kept answers are kept
    /// by it, and requests with credentials get those of their own. Lists and items with a <c>Within</c> say it by themselves.
    /// </summary>
    /// <param name="builder">The endpoint.</param>
    /// <param name="scope">
    /// Whose answer a request may get, asked before each kept answer is given; null or empty runs the endpoint. A tag may name it:
    /// <c>company_users:{within}</c>.
    /// </param>
    public static TBuilder SameWithin<TBuilder>(this TBuilder builder, Func<HttpContext, ValueTask<string?>> scope)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new SameWithinWord(scope));

    /// <summary>How much the endpoint matters when not everything can be served.</summary>
    public static TBuilder InClass<TBuilder>(this TBuilder builder, RequestClass requestClass)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new ClassWord(requestClass));

    /// <summary>Callers who have one of the roles; 401 for a stranger, 403 for others. Two of these words ask for both.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, string role, params string[] orRoles)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new RoleWord([role, .. orRoles]));

    /// <summary>
    /// Callers whose token or key has all of the scopes, in claims <c>scope</c> or <c>scp</c>; 401 for a stranger, 403 with
    /// <c>insufficient_scope</c> for others.
    /// </summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope, params string[] andScopes)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new ScopeWord([scope, .. andScopes]));

    /// <summary>
    /// Callers whose token or key has the scope, and callers who have one of the roles: one endpoint for programs and for people; 401 for a
    /// stranger, 403 with <c>insufficient_scope</c> for others.
    /// </summary>
    public static TBuilder RequireScopeOrRole<TBuilder>(this TBuilder builder, string scope, string role, params string[] orRoles)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new ScopeOrRoleWord(scope, [role, .. orRoles]));

    /// <summary>
    /// Requests must be signed by a key of <c>Signatures:Keys</c>, over method, host, path, query, body, time and nonce, and are taken once (R11); 401 for
    /// others. Who may call is still to be said: the signature says which program sent it, not for whom.
    /// </summary>
    public static TBuilder RequireSignature<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new SignatureWord());

    /// <summary>
    /// The endpoint is there to show these secrets, by the names of their members: a sign-in its <c>access_token</c>. All others are masked or blocked as
    /// everywhere (R13).
    /// </summary>
    public static TBuilder ShowsSecret<TBuilder>(this TBuilder builder, string member, params string[] andMembers)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new ShowsSecretWord([member, .. andMembers]));

    /// <summary>Its answers are not looked at for secrets: descriptions that have examples of them.</summary>
    public static TBuilder WithoutLeakCheck<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new NoLeakCheckWord());

    /// <summary>
    /// Anybody may call, and somebody has thought of it. In a group that asks for a role it opens one endpoint; an endpoint that asks for a
    /// role within a group that is open stops the start.
    /// </summary>
    public static TBuilder Public<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new PublicWord());

    /// <summary>
    /// Answers callers on this machine only; anybody else finds no such path, and the OpenAPI document does not name it. A
    /// caller that a proxy stands before, or whom a web page of another origin sends, is not on this machine.
    /// </summary>
    public static TBuilder RequireLoopback<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new LoopbackWord()).Word(new ExcludeFromDescriptionAttribute());

    /// <summary>
    /// Answers callers from the networks of <c>Admin:Networks</c> only (R12); 403 "IP not whitelisted" for anybody else. Who may call is still to be said: an
    /// address is a place, and not somebody.
    /// </summary>
    public static TBuilder RequireNetwork<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new NetworkWord());

    /// <summary>Marks the endpoint as on its way out: Deprecation, Sunset and Link on every answer.</summary>
    public static TBuilder WithDeprecation<TBuilder>(this TBuilder builder, Deprecation deprecation)
        where TBuilder : IEndpointConventionBuilder => builder.Word(deprecation);

    /// <summary>The version that the endpoints belong to, <c>v1</c> to <c>v9</c>: in which OpenAPI document they stand. Default: the <c>/v2/</c> of the route, else v1.</summary>
    public static TBuilder InVersion<TBuilder>(this TBuilder builder, string version)
        where TBuilder : IEndpointConventionBuilder => builder.Word(new VersionWord(version));

    /// <summary>Says what the endpoint does where its handler's signature cannot.</summary>
    public static TBuilder WithOperation<TBuilder>(this TBuilder builder, OperationDescription description)
        where TBuilder : IEndpointConventionBuilder => builder.Word(description).Word(DelegateAsMethod);

    private static TBuilder Word<TBuilder>(this TBuilder builder, object word)
        where TBuilder : IEndpointConventionBuilder => builder.Word(endpoint => endpoint.Metadata.Add(word));

    private static TBuilder Word<TBuilder>(this TBuilder builder, Action<EndpointBuilder> word)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(word);
        return builder;
    }

    // ASP.NET Core describes only endpoints that say their method, and those mapped with a RequestDelegate do not.
    private static void DelegateAsMethod(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.OfType<MethodInfo>().Any() && endpoint.RequestDelegate is { } run)
        {
            endpoint.Metadata.Add(run.Method);
        }
    }
}
