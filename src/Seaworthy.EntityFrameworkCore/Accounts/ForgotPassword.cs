using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Sends a link for a new password to an e-mail that has an account, and answers 202 whether it has one or not.</summary>
internal sealed class ForgotPassword<TContext>(AccountMail<TContext> mail)
    where TContext : DbContext
{
    public IResult Handle(ForgottenPassword body) =>
        mail.TryPost(new(ErrandKind.Reset, body.Email)) ? Results.Accepted() : AccountAnswers.TooMuchMail;
}
