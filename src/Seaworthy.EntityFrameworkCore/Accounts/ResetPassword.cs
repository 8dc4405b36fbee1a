using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Takes another password from whoever has the link in the mail. That he could read it confirms the e-mail; all sessions end, as somebody else may have
/// begun them.
/// </summary>
internal sealed class ResetPassword<TContext>(
    AccountLinks<TContext> links, SessionEnds<TContext> sessions, PasswordHashing hashing, Session<TContext> session, AccountKeeping<TContext> keeping)
    where TContext : DbContext
{
    public async Task<IResult> HandleAsync(PasswordReset body, CancellationToken cancellationToken)
    {
        if (NewPassword.Fault(body.Password, keeping.MinPasswordChars, "password") is { } fault)
        {
            return fault;
        }

        // Before anything is hashed: invented links must not keep processors busy.
        if (!await links.IsOpenAsync(body.Token, LinkPurpose.Reset, cancellationToken))
        {
            return AccountAnswers.LinkIsOver;
        }

        string hash;
        using (var turn = await hashing.EnterAsync(cancellationToken))
        {
            if (turn is null)
            {
                return AccountAnswers.TooBusy;
            }

            hash = turn.Hash(body.Password);
        }

        var ended = await session.WriteAsync((db, ct) => ResetAsync(db, body.Token, hash, ct), cancellationToken);
        if (ended is null)
        {
            return AccountAnswers.LinkIsOver;
        }

        sessions.Tell(ended);
        return Results.NoContent();
    }

    private async Task<IReadOnlyList<Guid>?> ResetAsync(TContext db, string secret, string hash, CancellationToken cancellationToken)
    {
        if (await links.UseAsync(db, secret, LinkPurpose.Reset, cancellationToken) is not { } account)
        {
            return null;
        }

        db.NoteTrail<AccountRow>(TrailAction.PasswordReset, account.PublicId);
        return await sessions.ReplacePasswordAsync(db, account, hash, cancellationToken);
    }
}
