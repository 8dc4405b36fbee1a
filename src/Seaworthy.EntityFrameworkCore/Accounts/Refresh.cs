using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Gives the next access token (R9).</summary>
internal sealed class Refresh<TContext>(SessionRefreshes<TContext> refreshes)
    where TContext : DbContext
{
    public async Task<IResult> HandleAsync(RefreshRequest body, HttpContext context, CancellationToken cancellationToken) =>
        await refreshes.RefreshAsync(body.RefreshToken, Visitor.Of(context), cancellationToken) is { } signedIn
            ? signedIn.Answer(context)
            : AccountAnswers.NotRefreshed;
}
