using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.Identity;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Begins a session for the right password. A wrong one, an unknown e-mail and a locked account are one answer, after as long.</summary>
internal sealed class LogIn<TContext>(
    Accounts<TContext> accounts, PasswordHashing hashing, SessionStarts<TContext> starts, AccountKeeping<TContext> keeping, ILogger<IdentityStage> log)
    where TContext : DbContext
{
    // What was changed while it was looked at is looked at once more: another sign-in of that moment may have hashed the same password with more effort.
    public async Task<IResult> HandleAsync(Credentials body, HttpContext context, CancellationToken cancellationToken) =>
        await TryAsync(body, context, cancellationToken) ?? await TryAsync(body, context, cancellationToken) ?? AccountAnswers.NotSignedIn;

    private async Task<IResult?> TryAsync(Credentials body, HttpContext context, CancellationToken cancellationToken)
    {
        AccountRow? account;
        string? better = null;
        PasswordVerificationResult verdict;
        using (var turn = await hashing.EnterAsync(cancellationToken))
        {
            if (turn is null)
            {
                return AccountAnswers.TooBusy;
            }

            account = await accounts.AttemptAsync(body.Email, cancellationToken);
            verdict = turn.Verify(account?.PasswordHash, body.Password);
            if (account is not null && verdict == PasswordVerificationResult.SuccessRehashNeeded)
            {
                better = turn.Hash(body.Password);
            }
        }

        // An e-mail that nobody has is told of like a wrong password, so that the answer takes as long.
        if (account is null || verdict == PasswordVerificationResult.Failed)
        {
            Tell(account);
            await accounts.NoteFailureAsync(account, cancellationToken);
            return AccountAnswers.NotSignedIn;
        }

        var signedIn = await starts.StartAsync(account, better, Visitor.Of(context), cancellationToken);
        return signedIn?.Answer(context);
    }

    private void Tell(AccountRow? account)
    {
        if (account?.LockedUntil is { } until)
        {
            Log.AccountLocked(log, account.PublicId, keeping.Profile.Name, account.FailedAttempts, until);
        }
    }
}
