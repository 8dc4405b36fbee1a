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

        string hash;
        using (var turn = await hashing.EnterAsync(cancellationToken))
        {
            if (turn is null)
            {
                return AccountAnswers.TooBusy;
            }

            // Whoever has got hold of a token must not find the password out with it.
            var tried = await accounts.AttemptAsync(account.Email, cancellationToken);
            if (turn.Verify(tried?.PasswordHash, body.CurrentPassword) == PasswordVerificationResult.Failed)
            {
                return Wrong;
            }

            hash = turn.Hash(body.NewPassword);
        }

        sessions.Tell(await session.WriteAsync(
            async (db, ct) =>
            {
                await Accounts<TContext>.SucceedAsync(db, account.Id, hash, ct);
                db.NoteTrail<AccountRow>(TrailAction.PasswordChanged, account.PublicId);
                return await sessions.EndAllAsync(db, account.Id, OwnAccount<TContext>.SessionOf(context), ct);
            },
            cancellationToken));
        return Results.NoContent();
    }
}
