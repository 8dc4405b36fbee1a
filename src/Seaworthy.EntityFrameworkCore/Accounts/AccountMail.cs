using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Identity;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Errands in the process, where the service sends no mails by jobs. What waits when the process stops is sent before it ends; what waits when it is killed is
/// lost, and its owner asks again.
/// </summary>
internal sealed class AccountMail<TContext>(AccountErrands<TContext> errands, IMailer mailer, ILogger<IdentityStage> log) : BackgroundService, IAccountPost<TContext>
    where TContext : DbContext
{
    private const int MostWaiting = 1000;
    private readonly Channel<AccountErrand> _errands = Channel.CreateBounded<AccountErrand>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    public ValueTask<bool> TryPostAsync(AccountErrand errand, CancellationToken cancellationToken) => new(_errands.Writer.TryWrite(errand));

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
                if (await errands.WriteAsync(errand, isRepeated: false, CancellationToken.None) is { } mail)
                {
                    await mailer.SendAsync(mail, CancellationToken.None);
                }
            }
            catch (Exception exception)
            {
                Log.AccountMailNotSent(log, errand.Kind, exception);
            }
        }
    }
}
