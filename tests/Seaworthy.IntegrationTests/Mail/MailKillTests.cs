using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>A process is killed between the mail's last line and its own knowledge that it was taken.</summary>
[Trait("Requirement", "R87")]
[Trait("Server", "PostgreSQL")]
public sealed class MailKillTests
{
    [Fact]
    public async Task A_mail_that_was_taken_is_not_sent_again_by_the_process_that_finds_its_job()
    {
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var server = new ScriptedSmtp();
        await using var post = await PostHost.StartAsync(database, server.Url, ("Seaworthy:Jobs:Enabled", "false"));
        var job = await post.AskAsync("order:1");
        var killed = new TaskCompletionSource();
        using var process = PostProcess.Start(database, server.Url);
        server.Whole = async () =>
        {
            process.Kill();
            await process.WaitForExitAsync();
            killed.SetResult();
        };
        try
        {
            await killed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            process.Kill();
        }

        await using var other = await PostHost.StartAsync(database, server.Url);

        (await other.UntilAsync(job, JobStatus.Dead)).LastError!.ShouldContain("An attempt began to send it and ended before it heard, or could say, whether it was taken.");
        (server.Mails.Count, (await other.Ledger.FindAsync("order:1", default))!.Value.State).ShouldBe((1, MailState.Unknown));
    }
}
