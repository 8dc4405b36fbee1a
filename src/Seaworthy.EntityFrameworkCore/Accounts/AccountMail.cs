using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Identity;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Sends what accounts have to be told, after their requests were answered: how long an answer takes must not tell whether somebody has an account.
/// What waits when the process stops is sent before it ends; what waits when it is killed is lost, and its owner asks again.
/// </summary>
internal sealed class AccountMail<TContext>(
    Accounts<TContext> accounts, AccountLinks<TContext> links, AccountLetters<TContext> letters, IMailer mailer, ILogger<IdentityStage> log) : BackgroundService
    where TContext : DbContext
{
    private const int MostWaiting = 1000;
    private readonly Channel<AccountErrand> _errands = Channel.CreateBounded<AccountErrand>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>False when too many wait.</summary>
    public bool TryPost(AccountErrand errand) => _errands.Writer.TryWrite(errand);

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _errands.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var errand in _errands.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await RunAsync(errand);
            }
            catch (Exception exception)
            {
                Log.AccountMailNotSent(log, errand.Kind, exception);
            }
        }
    }

    private async Task RunAsync(AccountErrand errand)
    {
        if (errand.Kind == ErrandKind.KnownAlready)
        {
            await mailer.SendAsync(letters.KnownAlready(errand.Email), CancellationToken.None);
            return;
        }

        var account = await accounts.FindAsync(errand.Email, CancellationToken.None);
        if (account is null || (errand.Kind == ErrandKind.Confirm && account.IsConfirmed))
        {
            return;
        }

        var purpose = errand.Kind == ErrandKind.Confirm ? LinkPurpose.Confirm : LinkPurpose.Reset;
        var secret = await links.NewAsync(account.Id, purpose, CancellationToken.None);
        await mailer.SendAsync(purpose == LinkPurpose.Confirm ? letters.Confirm(account, secret) : letters.Reset(account, secret), CancellationToken.None);
    }
}

/// <summary>What is to be told to whom.</summary>
internal readonly record struct AccountErrand(ErrandKind Kind, string Email);

/// <summary>What an errand is about.</summary>
internal enum ErrandKind
{
    /// <summary>He has registered: is the e-mail his?</summary>
    Confirm,

    /// <summary>Somebody has registered with his e-mail, which has an account.</summary>
    KnownAlready,

    /// <summary>Somebody has asked for a new password.</summary>
    Reset,
}
