using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Sends a link for a new password to an e-mail that has an account, once a minute, and answers 202 whether it has one or not.</summary>
internal sealed class ForgotPassword<TContext>(IAccountPost<TContext> post)
    where TContext : DbContext
{
    public async Task<IResult> HandleAsync(ForgottenPassword body, CancellationToken cancellationToken) =>
        await post.TryPostAsync(new(ErrandKind.Reset, body.Email), cancellationToken) ? Results.Accepted() : AccountAnswers.TooMuchMail;
}
