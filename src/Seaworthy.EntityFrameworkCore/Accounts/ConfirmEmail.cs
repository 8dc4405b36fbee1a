using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Believes that an e-mail is its account's, from whoever has the link in the mail and is who has registered: he sends a token of the account, or its password. The link alone is not enough. Somebody
/// may have registered with an e-mail that is not his, and its owner, who opens the link, would make it his.
/// </summary>
internal sealed class ConfirmEmail<TContext>(
    AccountLinks<TContext> links, OwnAccount<TContext> own, Accounts<TContext> accounts, PasswordHashing hashing, Session<TContext> session)
    where TContext : DbContext
{
    public async Task<IResult> HandleAsync(EmailConfirmation body, HttpContext context, CancellationToken cancellationToken)
    {
        // Before anything is hashed: invented links must not keep processors busy.
        if (await links.FindAsync(body.Token, LinkPurpose.Confirm, cancellationToken) is not { } account)
        {
            return AccountAnswers.LinkIsOver;
        }

        if (await own.OfAsync(context, cancellationToken) is { } caller && caller.Id == account.Id)
        {
            return await ConfirmAsync(body.Token, tried: null, cancellationToken);
        }

        if (body.Password is null)
        {
            return AccountAnswers.NotRegistrant;
        }

        AccountRow? tried;
        PasswordVerificationResult verdict;
        using (var turn = await hashing.EnterAsync(cancellationToken))
        {
            if (turn is null)
            {
                return AccountAnswers.TooBusy;
            }

            tried = await accounts.AttemptAsync(account.Email, cancellationToken);
            verdict = turn.Verify(tried?.PasswordHash, body.Password);
        }

        if (tried is null || verdict == PasswordVerificationResult.Failed)
        {
            await accounts.NoteFailureAsync(account, cancellationToken);
            return AccountAnswers.NotRegistrant;
        }

        return await ConfirmAsync(body.Token, tried, cancellationToken);
    }

    private async Task<IResult> ConfirmAsync(string token, AccountRow? tried, CancellationToken cancellationToken)
    {
        var refused = await session.WriteAsync(
            async (db, ct) =>
            {
                if (await links.UseAsync(db, token, LinkPurpose.Confirm, ct) is not { } account)
                {
                    return AccountAnswers.LinkIsOver;
                }

                if (tried is not null && !await Accounts<TContext>.SucceedAsync(db, tried, newHash: null, ct))
                {
                    return AccountAnswers.NotRegistrant;
                }

                account.IsConfirmed = true;
                return (Problem?)null;
            },
            cancellationToken, keep: refused => refused is null);
        return refused ?? Results.NoContent();
    }
}
