using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Firebase;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Exchanges an ID token of Firebase, once, for tokens of the service's own.</summary>
internal sealed class FirebaseSignIn<TContext>(
    FirebaseTokens tokens, FirebaseAccounts<TContext> firebase, Accounts<TContext> accounts, ServiceDatabase<TContext> database, SessionStarts<TContext> starts)
    where TContext : DbContext
{
    private const int RetryAfterSeconds = 5;

    private static readonly Problem Refused = Problem.Of(
        ProblemTypes.Unauthorized, "The ID token is not valid, or has been exchanged already. Take a new one from Firebase: getIdToken(true).");

    public async Task<IResult> HandleAsync(FirebaseToken body, HttpContext context, CancellationToken cancellationToken)
    {
        FirebaseUser? user;
        try
        {
            user = await tokens.VerifyAsync(body.IdToken, cancellationToken);
        }
        catch (FirebaseAwayException)
        {
            return Problem.Of(ProblemTypes.Unavailable, "Firebase's keys cannot be fetched at the moment.").RetryAfter(RetryAfterSeconds);
        }

        if (user is null || await UseAsync(body.IdToken, user, cancellationToken) is not { } account)
        {
            await accounts.NoteFailureAsync(null, cancellationToken);
            return Refused;
        }

        var signedIn = await starts.StartAsync(account, betterHash: null, Visitor.Of(context), cancellationToken);
        return signedIn?.Answer(context) ?? Refused;
    }

    // Of two at once with one token, or of two first sign-ins of one user, the database lets one through.
    private async Task<AccountRow?> UseAsync(string token, FirebaseUser user, CancellationToken cancellationToken)
    {
        try
        {
            return await firebase.UseAsync(token, user, cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is { } inner && database.Sql.UniqueViolation(inner) is not null)
        {
            return null;
        }
    }
}

/// <summary>An ID token, as Firebase's client gives it.</summary>
internal sealed record FirebaseToken([property: Required, Length(1, 8192)] string IdToken);
