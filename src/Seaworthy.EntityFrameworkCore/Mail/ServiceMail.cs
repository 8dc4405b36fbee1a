using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Mail;

/// <summary>
/// Mails of a service by its jobs (R87): asked for in the transaction that has the reason for them, and never sent twice for one key, whatever dies when.
/// </summary>
public sealed class ServiceMail<TContext>
    where TContext : DbContext
{
    private readonly Session<TContext> _session;
    private readonly ServiceJobs<TContext> _jobs;
    private readonly MailLedger<TContext> _ledger;
    private readonly IMailer _mailer;

    internal ServiceMail(Session<TContext> session, ServiceJobs<TContext> jobs, MailLedger<TContext> ledger, IMailer mailer) =>
        (_session, _jobs, _ledger, _mailer) = (session, jobs, ledger, mailer);

    /// <summary>Asks for a mail inside <c>session.WriteAsync</c>: it goes out when that transaction is committed. It stands in the table of jobs until then.</summary>
    /// <param name="context">The transaction's.</param>
    /// <param name="key">What it is about: <c>order-placed:42</c>. Kept for 90 days.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>False where the key was used before: that mail is the one, and this is not sent.</returns>
    public async Task<bool> EnqueueAsync(TContext context, string key, MailMessage mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        if (await _ledger.FindAsync(context, key, cancellationToken) is not null)
        {
            return false;
        }

        // Of two at once one takes the key, and the other's job finds that it is not its own.
        var job = await _jobs.EnqueueAsync(context, MailJobs.Send, new(key, mail.To, mail.Subject, mail.Text, mail.Html), cancellationToken);
        return await _ledger.TakeAsync(context, key, job.Id, MailState.Waiting, cancellationToken);
    }

    /// <summary>
    /// Sends a mail inside a job of <see cref="MailJobs.Kind"/>, once for its key. What the mailer could not hand over is thrown, and tried again as the job is;
    /// what it will never take, or may have taken, ends the job: then <c>jobs.RetryAsync</c> sends it, if an operator says so.
    /// </summary>
    /// <param name="run">The job.</param>
    /// <param name="key">What it is about. Kept for 90 days.</param>
    /// <param name="write">Makes the mail, where it is still to be sent; null for none.</param>
    /// <param name="cancellationToken">The handler's.</param>
    /// <returns>False where it was sent before, is another job's, or is none.</returns>
    public async Task<bool> SendAsync(JobRun run, string key, Func<CancellationToken, Task<MailMessage?>> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(write);
        var found = await _ledger.FindAsync(key, cancellationToken);
        if (found is { } known && (known.Job != run.Id || known.State == MailState.Sent))
        {
            return false;
        }

        if (found?.State == MailState.Sending)
        {
            await GiveUpAsync(run, key, "An attempt began to send it and ended before it heard, or could say, whether it was taken.", null);
        }

        if (await write(cancellationToken) is not { } mail)
        {
            return false;
        }

        await BeginAsync(run, key, found?.State, cancellationToken);
        await HandOverAsync(run, key, mail, cancellationToken);
        await _ledger.MoveAsync(key, run.Id, MailState.Sending, MailState.Sent, CancellationToken.None);
        return true;
    }

    internal Task SendQueuedAsync(QueuedMail mail, JobRun run, CancellationToken cancellationToken) =>
        SendAsync(run, mail.Key, _ => Task.FromResult<MailMessage?>(new(mail.To, mail.Subject, mail.Text) { Html = mail.Html }), cancellationToken);

    // Committed before the first byte goes out: whoever comes later knows that it may have.
    private async Task BeginAsync(JobRun run, string key, MailState? from, CancellationToken cancellationToken)
    {
        var isOurs = await _session.WriteAsync(
            (db, ct) => from is { } state ? _ledger.MoveAsync(db, key, run.Id, state, MailState.Sending, ct) : _ledger.TakeAsync(db, key, run.Id, MailState.Sending, ct), cancellationToken);
        if (!isOurs)
        {
            throw new JobStaleException(run.Id);
        }
    }

    private async Task HandOverAsync(JobRun run, string key, MailMessage mail, CancellationToken cancellationToken)
    {
        try
        {
            await _mailer.SendAsync(mail, cancellationToken);
        }
        catch (MailException exception) when (exception.Failure == MailFailure.Unknown)
        {
            await GiveUpAsync(run, key, exception.Message, exception);
        }
        catch (Exception exception)
        {
            await _ledger.MoveAsync(key, run.Id, MailState.Sending, MailState.Waiting, CancellationToken.None);
            if (exception is MailException { Failure: MailFailure.Refused })
            {
                throw new JobRejectedException(exception.Message, exception);
            }

            throw;
        }
    }

    // One transaction: an attempt that finds it unknown is then one that an operator asked for.
    private async Task GiveUpAsync(JobRun run, string key, string why, Exception? inner)
    {
        var error = new JobRejectedException(
            $"It is not known whether the mail {key} was taken, and it is not sent again by itself. {why} Look whether it has arrived; if it has not, a retry of this job sends it.", inner);
        await _session.WriteAsync(
            async (db, ct) =>
            {
                await _ledger.MoveAsync(db, key, run.Id, MailState.Sending, MailState.Unknown, ct);
                await _jobs.DieInTransactionAsync(db, run, error, ct);
                return true;
            },
            CancellationToken.None);
        throw error;
    }
}
