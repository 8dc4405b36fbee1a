using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing.Patterns;
using Seaworthy.Pipeline;

namespace Seaworthy.Caching.Responses;

/// <summary>What stands against keeping an endpoint's answers; each stops the start.</summary>
internal static class RecallFaults
{
    /// <param name="plan">The endpoint.</param>
    /// <param name="pattern">Its route.</param>
    /// <param name="asksBefore">Whether who may call is asked before the cache.</param>
    public static IEnumerable<string> Of(EndpointPlan plan, RoutePattern pattern, bool asksBefore)
    {
        if (plan.Recall is not { } recall)
        {
            return [];
        }

        return Reasons(plan, recall, pattern, asksBefore).Select(reason => $"{string.Join(',', plan.Methods)} {plan.Route} says Cached, but {reason}");
    }

    private static IEnumerable<string> Reasons(EndpointPlan plan, RecallPlan recall, RoutePattern pattern, bool asksBefore)
    {
        if (plan.Methods.Count == 0 || plan.Methods.Any(method => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)))
        {
            yield return "it answers more than GET and HEAD. Map the GET by itself, and say Cached there.";
        }

        if (plan.Metadata.GetMetadata<DeadlineWord>() is { Limit: null })
        {
            yield return "it is a stream (WithoutDeadline), and only whole answers are kept. Take one of the words away.";
        }

        if (plan.Access.IsGuarded && !asksBefore)
        {
            yield return "it requires authorization, which is asked behind the cache: a kept answer would reach anybody. Take Cached away, say Public, "
                + "or leave out UseAuthentication and UseAuthorization, so that they run in front.";
        }
        else if (plan.Access.IsGuarded && !recall.IsForEverybody && recall.Scope is null)
        {
            yield return "it requires authorization, and no answer is kept for somebody. Say SameForEverybody if all whom it lets in get the same, "
                + "SameWithin if each of some groups does, or take Cached away.";
        }

        if (plan.IsSigned && !recall.IsForEverybody && recall.Scope is null)
        {
            yield return "its requests are signed, and no answer is kept for a signer. Say SameForEverybody if all signers get the same, or take Cached away.";
        }

        if (recall.Query is null)
        {
            yield return "nobody says which query parameters it reads. Add VaryByQuery(\"page\", \"size\"), VaryByQuery() when it reads none, or WithOperation.";
        }
        else if (recall.Query.Length > AnswerKey.MostNames)
        {
            yield return $"it reads {recall.Query.Length} query parameters, and a key has room for {AnswerKey.MostNames}. Take Cached away.";
        }

        if (plan.Metadata.GetMetadata<ActionDescriptor>() is not null && plan.Metadata.GetMetadata<ProducesAttribute>() is null)
        {
            yield return "it is an action of a controller, whose format goes by Accept. Say [Produces(\"application/json\")].";
        }

        if (recall.Ttl.Value <= TimeSpan.Zero)
        {
            yield return $"for {recall.Ttl.Value}. Say a time that is longer than nothing.";
        }

        if (recall.IsForEverybody && recall.Scope is not null)
        {
            yield return "it says SameForEverybody and shows each scope its own (SameWithin, or a list's Within): one answer would reach all. Take SameForEverybody away.";
        }

        foreach (var value in recall.Tags.SelectMany(tag => tag.Values)
            .Where(value => value == TagTemplate.Within ? recall.Scope is null : pattern.GetParameter(value) is null))
        {
            yield return value == TagTemplate.Within
                ? $"its tag names {{{value}}}, and nobody says whose answers it keeps. Add SameWithin."
                : $"its tag names {{{value}}}, which its route does not have. Name one of the route's values.";
        }
    }
}
