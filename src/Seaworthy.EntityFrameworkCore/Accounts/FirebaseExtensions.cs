using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.OpenApi;
using Seaworthy.Identity.Firebase;
using Seaworthy.Validation;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Signing in by Firebase, beside the accounts of a service.</summary>
public static class FirebaseExtensions
{
    /// <summary>
    /// Takes an ID token and gives tokens of the service's own, where <c>Identity:Firebase:Project</c> names a project; nothing is mapped where it does not.
    /// The model says <c>MapFirebaseTable</c>.
    /// </summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="pattern">Its route; S2's is <c>/auth/firebase</c>.</param>
    public static void MapFirebase<TContext>(this IEndpointRouteBuilder routes, string pattern)
        where TContext : DbContext
    {
        if (routes.ServiceProvider.GetService<FirebaseTokens>() is not { AreTaken: true })
        {
            return;
        }

        routes.MapPost(pattern, (Body<FirebaseToken> body, FirebaseSignIn<TContext> signIn, HttpContext context, CancellationToken ct) => signIn.HandleAsync(body.Value, context, ct))
            .Public().RequireLimit(AccountsExtensions.Limit).WithoutIdempotency().ShowsSecret("token", "refresh_token")
            .WithOperation(new("Exchanges an ID token of Firebase, once") { Response = typeof(SignedIn), Errors = [401, 503] });
    }
}
