using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;

namespace Seaworthy.Identity.ApiKeys;

/// <summary>The API key that a request came with, for handlers that must know for whom it works: a program has no row in a table of users.</summary>
public sealed record CallingKey
{
    private CallingKey(string id, string? tenant, string service, bool isExpected) =>
        (Id, Tenant, Service, IsExpected) = (id, tenant, service, isExpected);

    /// <summary>Its id, by which logs, the audit trail and <c>seaworthy key</c> know it.</summary>
    public string Id { get; }

    /// <summary>For whom it works, as <c>seaworthy key add --tenant</c> says; null for nobody.</summary>
    public string? Tenant { get; }

    /// <summary>Whether the endpoint names a scope, which the key then has. Where it does not, nobody has thought of programs.</summary>
    public bool IsExpected { get; }

    private string Service { get; }

    /// <summary>Null for people, for programs that have a token, and for strangers.</summary>
    public static CallingKey? Of(HttpContext context)
    {
        if (context.User.Identity?.AuthenticationType != ApiKeysExtensions.Scheme || context.Features.Get<RequestRecord>() is not { Plan: { } plan })
        {
            return null;
        }

        var user = context.User;
        return new(user.FindFirst("key_id")!.Value, user.FindFirst("tenant")?.Value, plan.Service.Name, plan.Access.ExpectsPrograms);
    }

    /// <summary>
    /// The tenant that the key may work for here, where tenants are numbers. Else 403: for an endpoint that names no scope, and for a key of no tenant or of one
    /// that is no number, which says how to make another.
    /// </summary>
    public (long Tenant, Problem? Problem) ForTenant() =>
        !IsExpected ? (0, Refused("This is for people: no scope of an API key opens it."))
        : Tenant is null ? (0, Refused($"The API key works for nobody, and here everything is somebody's. {Repair}"))
        : long.TryParse(Tenant, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? (number, null)
        : (0, Refused($"The API key works for '{Tenant}', and who is served here has a number. {Repair}"));

    /// <summary>Why a key is refused whose tenant is not there (403), with how to make another.</summary>
    /// <param name="tenant">What a tenant is called: <c>restaurant</c>.</param>
    public Problem OfNobody(string tenant) => Refused($"The API key works for {tenant} {Tenant}, and there is none. {Repair}");

    private string Repair => $"Make one that does: seaworthy key add NAME --target {Service} --tenant NUMBER --scope SCOPE.";

    private static Problem Refused(string detail) => Problem.Of(ProblemTypes.Forbidden, detail);
}
