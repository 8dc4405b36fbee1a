using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Sends the link that confirms an e-mail once more, a minute after the one before, whose place it takes, and answers 202 whether there is such an account, and whether
/// it is confirmed already.
/// </summary>
internal sealed class ResendConfirmation<TContext>(IAccountPost<TContext> post)
    where TContext : DbContext
{
    public async Task<IResult> HandleAsync(UnconfirmedEmail body, CancellationToken cancellationToken) =>
        await post.TryPostAsync(new(ErrandKind.Confirm, body.Email), cancellationToken) ? Results.Accepted() : AccountAnswers.TooMuchMail;
}
