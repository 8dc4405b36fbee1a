using Microsoft.AspNetCore.Authorization;
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
    /// <param name="fallback">The policy that holds where an endpoint says none.</param>
    public static IEnumerable<string> Of(EndpointPlan plan, RoutePattern pattern, AuthorizationPolicy? fallback)
    {
        if (plan.Recall is not { } recall)
        {
            return [];
        }

        return Reasons(plan, recall, pattern, fallback).Select(reason => $"{string.Join(',', plan.Methods)} {plan.Route} says Cached, but {reason}");
    }

    private static IEnumerable<string> Reasons(EndpointPlan plan, RecallPlan recall, RoutePattern pattern, AuthorizationPolicy? fallback)
    {
        if (plan.Methods.Count == 0 || plan.Methods.Any(method => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)))
        {
            yield return "it answers more than GET and HEAD. Map the GET by itself, and say Cached there.";
        }

        if (plan.Metadata.GetMetadata<DeadlineWord>() is { Limit: null })
        {
            yield return "it is a stream (WithoutDeadline), and only whole answers are kept. Take one of the words away.";
        }

        if (plan.Metadata.GetMetadata<IAllowAnonymous>() is null
            && (plan.Metadata.GetMetadata<IAuthorizeData>() is not null || plan.Metadata.GetMetadata<AuthorizationPolicy>() is not null || fallback is not null))
        {
            yield return "it requires authorization, which is asked behind the cache: a kept answer would reach anybody. Take Cached away, or say AllowAnonymous.";
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
