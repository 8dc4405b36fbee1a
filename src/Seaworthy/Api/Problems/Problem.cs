using Microsoft.AspNetCore.Http;

namespace Seaworthy.Api.Problems;

/// <summary>
/// Why a request is not answered as asked. Every failure that leaves the process is one of these, written in one place in
/// the dialect of its service. A handler returns it like any result.
/// </summary>
public sealed record Problem : IResult
{
    private Problem(ProblemType type, string? detail)
    {
        Type = type;
        Detail = detail;
    }

    /// <summary>The kind.</summary>
    public ProblemType Type { get; }

    /// <summary>What is wrong this time: the value, the rule and the repair. Never an exception's text.</summary>
    public string? Detail { get; }

    /// <summary>One entry per value that breaks a rule.</summary>
    public IReadOnlyList<ProblemError> Errors { get; private init; } = [];

    /// <summary>Seconds after which trying again can help; sent as Retry-After.</summary>
    public int? RetryAfterSeconds { get; private init; }

    /// <summary>Names of the limits that the request exceeds.</summary>
    public IReadOnlyList<string> ViolatedPolicies { get; private init; } = [];

    /// <summary>
    /// What it is about, by name, for dialects that have a place for it: <c>resource</c> and <c>id</c> of what was not found,
    /// <c>service</c> of what failed behind this one.
    /// </summary>
    public IReadOnlyList<(string Name, object Value)> About { get; private init; } = [];

    /// <summary>Links to where the answer can be had instead, sent in the Link header: relation and target.</summary>
    public IReadOnlyList<(string Relation, string Target)> Links { get; private init; } = [];

    /// <summary>A problem of a kind with its detail.</summary>
    public static Problem Of(ProblemType type, string? detail = null) => new(type, detail);

    /// <summary>404 in the documents' words: <c>Product with id 7 not found</c>.</summary>
    public static Problem NotFound(string resource, object id) =>
        Of(ProblemTypes.NotFound, $"{resource} with id {id} not found") with { About = [("resource", resource), ("id", id)] };

    /// <summary>502: a service behind this one failed. <paramref name="detail"/> is never that service's own text.</summary>
    public static Problem ExternalService(string service, string detail) =>
        ExternalService(ProblemTypes.ExternalService, service, detail);

    /// <summary>The same of another kind: the service was not asked, or not in time.</summary>
    internal static Problem ExternalService(ProblemType type, string service, string detail) =>
        Of(type, $"{service}: {detail}") with { About = [("service", service)] };

    /// <summary>The values that break rules, all at once.</summary>
    public static Problem Validation(IReadOnlyList<ProblemError> errors) =>
        Of(ProblemTypes.Validation, Sum(errors)) with { Errors = errors };

    /// <summary>The query parameters that break rules, all at once.</summary>
    public static Problem Parameters(IReadOnlyList<ProblemError> errors) =>
        Of(ProblemTypes.InvalidParameter, Sum(errors)) with { Errors = errors };

    /// <summary>The same problem with one more entry in <see cref="Errors"/>.</summary>
    public Problem WithError(ProblemError error) => this with { Errors = [.. Errors, error] };

    /// <summary>The same problem with a Retry-After.</summary>
    public Problem RetryAfter(int seconds) => this with { RetryAfterSeconds = seconds };

    /// <summary>The same problem with the names of the limits that the request exceeds.</summary>
    public Problem WithViolatedPolicies(IReadOnlyList<string> names) => this with { ViolatedPolicies = names };

    /// <summary>The same problem with one more link.</summary>
    public Problem WithLink(string relation, string target) => this with { Links = [.. Links, (relation, target)] };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var record = httpContext.Features.Get<RequestRecord>()
            ?? throw new InvalidOperationException("A Problem was returned, but nothing answers it. Add app.UseSeaworthy().");
        record.Refuse(this);
        return Task.CompletedTask;
    }

    private static string Sum(IReadOnlyList<ProblemError> errors) => errors switch
    {
        [{ IsSentence: true } one] => one.Detail,
        [var one] => $"{one.Where} {one.Detail}",
        _ => $"{errors.Count} values are not valid: {string.Join(", ", errors.Select(error => error.Where).Distinct().Take(10))}",
    };
}
