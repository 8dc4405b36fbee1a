using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.Identity;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Makes an account. Whoever registers with an e-mail that has one is answered the same, after as long; its owner is told by mail, and nothing of his
/// changes.
/// </summary>
internal sealed class Register<TContext>(
    Accounts<TContext> accounts, PasswordHashing hashing, IAccountPost<TContext> post, AccountKeeping<TContext> keeping, ILogger<IdentityStage> log)
    where TContext : DbContext
{
    public async Task<IResult> HandleAsync(NewAccount body, CancellationToken cancellationToken)
    {
        if (NewPassword.Fault(body.Password, keeping.MinPasswordChars, "password") is { } fault)
        {
            return fault;
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

        var kind = await accounts.AddAsync(accounts.New(body.Email, body.Name, hash), cancellationToken) ? ErrandKind.Confirm : ErrandKind.KnownAlready;
        if (!await post.TryPostAsync(new(kind, body.Email), cancellationToken))
        {
            Log.AccountMailNotSent(log, kind, null);
        }

        return Results.Json(new Registered(body.Email, body.Name), statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>What it answers, to whomever: only what was sent.</summary>
internal sealed record Registered(string Email, string? Name);
