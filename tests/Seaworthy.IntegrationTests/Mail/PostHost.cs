using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.IntegrationTests.Accounts;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>The post on a socket, for one test.</summary>
internal sealed class PostHost(TestApp app, HeldTime time, HeardEvents events) : IAsyncDisposable
{
    public TestApp App => app;

    public HeldTime Time => time;

    public HeardEvents Events => events;

    public Session<PostDb> Session => app.App.Services.GetRequiredService<Session<PostDb>>();

    public ServiceJobs<PostDb> Jobs => app.App.Services.GetRequiredService<ServiceJobs<PostDb>>();

    public ServiceMail<PostDb> Mails => app.App.Services.GetRequiredService<ServiceMail<PostDb>>();

    public MailLedger<PostDb> Ledger => app.App.Services.GetRequiredService<MailLedger<PostDb>>();

    public static async Task<PostHost> StartAsync(TestDatabase database, string smtp, params (string Key, string Value)[] settings)
    {
        var (time, events) = (new HeldTime(), new HeardEvents());
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Services.AddEmbeddedSqlite();
                builder.Logging.AddProvider(events).SetMinimumLevel(LogLevel.Trace);
                builder.AddSeaworthy().AddTokens().AddModule<PostModule>();
            },
            app =>
            {
                app.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default).GetAwaiter().GetResult();
                app.UseSeaworthy();
            },
            [
                .. database.Settings, ("Seaworthy:Mail:Url", smtp), ("Seaworthy:Identity:Accounts:PasswordIterations", "1000"), ("Seaworthy:Drain:GraceMs", "0"),
                ("Seaworthy:Jobs:PollMs", "60000"), ("Seaworthy:Jobs:HeartbeatMs", "20"), ("Seaworthy:Jobs:LostAfterMs", "200"), ("Seaworthy:Jobs:DrainMs", "0"), .. settings,
            ]);
        return new(app, time, events);
    }

    /// <summary>Asks for a mail, and says which job sends it.</summary>
    public async Task<Guid> AskAsync(string key)
    {
        (await Session.WriteAsync((db, ct) => Mails.EnqueueAsync(db, key, new("ada@example.com", "Hello", $"about {key}"), ct), default)).ShouldBeTrue();
        return (await Ledger.FindAsync(key, default))!.Value.Job;
    }

    public Task SentAsync(string key) => Wait.UntilAsync(async () => (await Ledger.FindAsync(key, default))?.State == MailState.Sent);

    public async Task<JobView> UntilAsync(Guid job, JobStatus status)
    {
        JobView? found = null;
        await Wait.UntilAsync(async () => (found = await Jobs.FindAsync(job, default))?.Status == status);
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        await app.App.StopAsync();
        await app.DisposeAsync();
    }
}
