using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Believes that an e-mail is its account's, from whoever has the link in the mail.</summary>
internal sealed class ConfirmEmail<TContext>(AccountLinks<TContext> links, Session<TContext> session)
    where TContext : DbContext
{
    public async Task<IResult> HandleAsync(LinkToken body, CancellationToken cancellationToken)
    {
        var isConfirmed = await session.WriteAsync(
            async (db, ct) =>
            {
                if (await links.UseAsync(db, body.Token, LinkPurpose.Confirm, ct) is not { } account)
                {
                    return false;
                }

                account.IsConfirmed = true;
                return true;
            },
            cancellationToken);
        return isConfirmed ? Results.NoContent() : AccountAnswers.LinkIsOver;
    }
}
