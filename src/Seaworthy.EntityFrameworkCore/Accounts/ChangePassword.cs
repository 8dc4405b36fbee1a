using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Takes another password from whoever knows the one before; his other sessions end.</summary>
internal sealed class ChangePassword<TContext>(
    OwnAccount<TContext> own, Accounts<TContext> accounts, SessionEnds<TContext> sessions, PasswordHashing hashing, Session<TContext> session,
    AccountKeeping<TContext> keeping)
    where TContext : DbContext
{
    private static readonly Problem Wrong = Problem.Validation([new("is not the current one, or there were too many tries", Pointer: "#/current_password")]);

    public async Task<IResult> HandleAsync(PasswordChange body, HttpContext context, CancellationToken cancellationToken)
    {
        if (NewPassword.Fault(body.NewPassword, keeping.MinPasswordChars, "new_password") is { } fault)
        {
            return fault;
        }

        if (await own.OfAsync(context, cancellationToken) is not { } account)
        {
            return AccountAnswers.NoAccount;
        }

        AccountRow? tried;
        string hash;
        using (var turn = await hashing.EnterAsync(cancellationToken))
        {
            if (turn is null)
            {
                return AccountAnswers.TooBusy;
            }

            // Whoever has got hold of a token must not find the password out with it.
            tried = await accounts.AttemptAsync(account.Email, cancellationToken);
            var verdict = turn.Verify(tried?.PasswordHash, body.CurrentPassword);
            if (tried is null || verdict == PasswordVerificationResult.Failed)
            {
                return Wrong;
            }

            hash = turn.Hash(body.NewPassword);
        }

        var ended = await session.WriteAsync((db, ct) => ReplaceAsync(db, tried, hash, OwnAccount<TContext>.SessionOf(context), ct), cancellationToken);
        if (ended is null)
        {
            return Wrong;
        }

        sessions.Tell(ended);
        return Results.NoContent();
    }

    // Null when somebody else has changed it meanwhile: what was sent is not the current one any more.
    private async Task<IReadOnlyList<Guid>?> ReplaceAsync(TContext db, AccountRow tried, string hash, Guid? current, CancellationToken cancellationToken)
    {
        if (!await Accounts<TContext>.SucceedAsync(db, tried, hash, cancellationToken))
        {
            return null;
        }

        db.NoteTrail<AccountRow>(TrailAction.PasswordChanged, tried.PublicId);
        return await sessions.EndAllAsync(db, tried.Id, current, cancellationToken);
    }
}
