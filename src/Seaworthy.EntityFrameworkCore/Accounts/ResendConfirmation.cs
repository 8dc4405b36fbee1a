using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Sends the link that confirms an e-mail once more, which takes the place of the one before, and answers 202 whether there is such an account, and whether
/// it is confirmed already.
/// </summary>
internal sealed class ResendConfirmation<TContext>(AccountMail<TContext> mail)
    where TContext : DbContext
{
    public IResult Handle(UnconfirmedEmail body) =>
        mail.TryPost(new(ErrandKind.Confirm, body.Email)) ? Results.Accepted() : AccountAnswers.TooMuchMail;
}
