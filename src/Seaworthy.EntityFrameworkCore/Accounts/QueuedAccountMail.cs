using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Errands as jobs, where the service has such: what waits when the process is killed is sent by the next one. Written for whoever asks, account or none.</summary>
internal sealed class QueuedAccountMail<TContext>(AccountErrands<TContext> errands, ServiceJobs<TContext> jobs, JobParts<TContext> parts, ServiceMail<TContext> mails) : IAccountPost<TContext>
    where TContext : DbContext
{
    private const int MostWaiting = 1000;

    public async ValueTask<bool> TryPostAsync(AccountErrand errand, CancellationToken cancellationToken)
    {
        // Those too that are to be tried again: while the mail server is away it is all of them.
        if (await parts.Store.CountOpenAsync(MailJobs.Queue, MostWaiting, cancellationToken) >= MostWaiting)
        {
            return false;
        }

        await jobs.EnqueueAsync(AccountErrand.Job, errand, cancellationToken);
        return true;
    }

    public Task SendAsync(AccountErrand errand, JobRun run, CancellationToken cancellationToken) =>
        mails.SendAsync(run, $"account-mail:{run.Id}", ct => errands.WriteAsync(errand, isRepeated: run.Attempt > 1, ct), cancellationToken);
}
