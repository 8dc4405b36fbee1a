using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>What somebody who is signed in sees of himself, and how he leaves.</summary>
internal sealed class OwnAccount<TContext>(Accounts<TContext> accounts, SessionEnds<TContext> sessions)
    where TContext : DbContext
{
    public async Task<IResult> ShowAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await OfAsync(context, cancellationToken) is { } account ? Results.Ok(AccountView.Of(account)) : AccountAnswers.NoAccount;
    }

    public async Task<IResult> ListSessionsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await OfAsync(context, cancellationToken) is not { } account)
        {
            return AccountAnswers.NoAccount;
        }

        context.Response.Headers.CacheControl = "no-store";
        var current = SessionOf(context);
        var alive = await sessions.ListAsync(account.Id, cancellationToken);
        return Results.Ok(new OwnSessions([.. alive.Select(known => new OwnSession(
            known.Id, known.CreatedAt, known.LastSeenAt, known.Address, known.UserAgent, known.Id == current))]));
    }

    public async Task<IResult> EndSessionAsync(Guid id, HttpContext context, CancellationToken cancellationToken) =>
        await OfAsync(context, cancellationToken) is not { } account ? AccountAnswers.NoAccount
        : await sessions.EndAsync(account.Id, id, cancellationToken) ? Results.NoContent()
        : Problem.NotFound("Session", id);

    public async Task<IResult> LogOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await OfAsync(context, cancellationToken) is not { } account)
        {
            return AccountAnswers.NoAccount;
        }

        if (SessionOf(context) is { } session)
        {
            await sessions.EndAsync(account.Id, session, cancellationToken);
        }

        return Results.NoContent();
    }

    /// <summary>The account of the request's token; null when it has none.</summary>
    public Task<AccountRow?> OfAsync(HttpContext context, CancellationToken cancellationToken) =>
        accounts.OfAsync(context.User.FindFirst("sub")?.Value, cancellationToken);

    /// <summary>The session of the request's token; null when it has none.</summary>
    public static Guid? SessionOf(HttpContext context) => Guid.TryParse(context.User.FindFirst("sid")?.Value, out var id) ? id : null;
}

/// <summary>The sessions of an account.</summary>
internal sealed record OwnSessions(IReadOnlyList<OwnSession> Items);

/// <summary>One of them.</summary>
internal sealed record OwnSession(Guid Id, DateTime CreatedAt, DateTime LastSeenAt, string? Address, string? UserAgent, bool IsCurrent);
