using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Mail;

/// <summary>Mails of a service by its jobs (R87): one line in the module, one in the model, one in a migration.</summary>
public static class MailsExtensions
{
    /// <summary>
    /// This module sends mails by the jobs of <typeparamref name="TContext"/>; beside <c>AddJobs</c>. Those of its accounts go that way too, from then on.
    /// </summary>
    public static ModuleBuilder AddMails<TContext>(this ModuleBuilder module)
        where TContext : DbContext
    {
        var services = module.Services;
        services.AddSingleton(sp => new MailLedger<TContext>(sp.GetRequiredService<Session<TContext>>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new ServiceMail<TContext>(
            sp.GetRequiredService<Session<TContext>>(), sp.GetRequiredService<ServiceJobs<TContext>>(), sp.GetRequiredService<MailLedger<TContext>>(), sp.GetRequiredService<IMailer>()));
        services.AddSingleton(new MoreJobs<TContext>(jobs => jobs
            .Run<ServiceMail<TContext>, QueuedMail>(MailJobs.Send, (mails, mail, run, ct) => mails.SendQueuedAsync(mail, run, ct))
            .Run<MailLedger<TContext>, MailSweep>(MailJobs.Sweep, (ledger, _, _, ct) => ledger.SweepAsync(ct))
            .Schedule("sweep-mails", MailJobs.Nightly, MailJobs.Sweep, instant => new(instant))));
        return module;
    }
}
