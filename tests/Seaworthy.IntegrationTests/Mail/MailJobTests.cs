using System.Net;
using System.Net.Http.Json;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>Mails by jobs, on both engines.</summary>
[Trait("Requirement", "R87")]
public abstract class MailJobTests(Func<Task<TestDatabase>> create) : IAsyncLifetime
{
    private readonly ScriptedSmtp _server = new();
    private TestDatabase _database = null!;
    private PostHost _post = null!;

    public async Task InitializeAsync()
    {
        _database = await create();
        _post = await PostHost.StartAsync(_database, _server.Url);
    }

    public async Task DisposeAsync()
    {
        await _post.DisposeAsync();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_goes_out_with_the_commit_that_asks_for_it_and_once_for_its_key()
    {
        await _post.Session.WriteAsync((db, ct) => _post.Mails.EnqueueAsync(db, "order:1", new("eve@example.com", "never", ""), ct), default, keep: _ => false);
        await _post.AskAsync("order:1");
        await _post.SentAsync("order:1");

        (await _post.Session.WriteAsync((db, ct) => _post.Mails.EnqueueAsync(db, "order:1", new("ada@example.com", "again", ""), ct), default)).ShouldBeFalse();
        await _post.AskAsync("order:2");
        await _post.SentAsync("order:2");

        _server.Mails.Select(mail => mail.TrimEnd().Split("\r\n")[^1]).ShouldBe(["about order:1", "about order:2"]);
    }

    [Fact]
    public async Task While_the_server_is_away_mails_wait_and_nothing_else_does()
    {
        await _server.DisposeAsync();
        var job = await _post.AskAsync("order:1");

        (await _post.UntilAsync(job, JobStatus.Scheduled)).LastError!.ShouldContain("did not let us in");
        (await _post.App.Client.GetAsync("/post/open")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _post.Ledger.FindAsync("order:1", default))!.Value.State.ShouldBe(MailState.Waiting);

        await using var back = new ScriptedSmtp(_server.Port);
        _post.Time.Advance(TimeSpan.FromMinutes(1));
        await _post.SentAsync("order:1");
        back.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_is_cancelled_leaves_none_of_its_words_behind_and_one_that_is_sent_neither()
    {
        await _post.AskAsync("order:1");
        await _post.SentAsync("order:1");
        await _server.DisposeAsync();
        var job = await _post.AskAsync("order:2");
        await _post.UntilAsync(job, JobStatus.Scheduled);

        (await _post.Jobs.CancelAsync(job, default)).ShouldBeTrue();

        await Wait.UntilAsync(async () => (await KeptAsync()).Count == 0);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_tried_again_and_an_operators_retry_is()
    {
        _server.Answer = asked => asked == "RCPT" ? "550 there is no ada@example.com" : null;
        var job = await _post.AskAsync("order:1");

        var dead = await _post.UntilAsync(job, JobStatus.Dead);
        (dead.Attempt, dead.LastError).ShouldBe((1, $"JobRejectedException: {_server.Url} answers RCPT with 550 there is no (recipient)"));

        _server.Answer = _ => null;
        (await _post.Jobs.RetryAsync(job, default)).ShouldBeTrue();
        await _post.SentAsync("order:1");
    }

    [Fact]
    public async Task What_may_have_been_taken_is_sent_again_only_by_an_operator()
    {
        _server.Answer = asked => asked == ScriptedSmtp.End ? "hang up" : null;
        var job = await _post.AskAsync("order:1");

        var dead = await _post.UntilAsync(job, JobStatus.Dead);
        dead.LastError!.ShouldStartWith("JobRejectedException: It is not known whether the mail order:1 was taken, and it is not sent again by itself.");
        (dead.Attempt, _server.Mails.Count, (await _post.Ledger.FindAsync("order:1", default))!.Value.State).ShouldBe((1, 1, MailState.Unknown));
        await Wait.UntilAsync(() => _post.Events.Of(EventIds.JobDead).Count() == 1);

        _server.Answer = _ => null;
        (await _post.Jobs.RetryAsync(job, default)).ShouldBeTrue();
        await _post.SentAsync("order:1");
        _server.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_its_time()
    {
        await _post.AskAsync("order:1");
        await _post.SentAsync("order:1");
        _post.Time.Advance(TimeSpan.FromDays(89));
        await _post.Ledger.SweepAsync(default);
        (await _post.Ledger.FindAsync("order:1", default)).ShouldNotBeNull();

        _post.Time.Advance(TimeSpan.FromDays(1));
        await _post.Ledger.SweepAsync(default);
        (await _post.Ledger.FindAsync("order:1", default)).ShouldBeNull();
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public async Task Mails_of_accounts_go_that_way_and_no_secret_waits_in_the_table()
    {
        _server.Answer = asked => asked == "RCPT" ? "450 busy" : null;
        (await PostAsync("/register", new { email = "ada@example.com", password = "test12345" })).ShouldBe(HttpStatusCode.Created);
        (await PostAsync("/password/forgot", new { email = "nobody@example.com" })).ShouldBe(HttpStatusCode.Accepted);
        IReadOnlyList<string> waiting = [];
        await Wait.UntilAsync(async () => (waiting = await _post.Session.ReadAsync(
            new($"select args from {Table("jobs")} where state = 2 and kind = 'account-mail'"), row => row.GetString(0), default)).Count == 1);
        waiting[0].ShouldBe("""{"kind":0,"email":"ada@example.com"}""");

        _server.Answer = _ => null;
        _post.Time.Advance(TimeSpan.FromSeconds(59)); // it has no link but the one of its own first attempt
        await Wait.UntilAsync(() => !_server.Mails.IsEmpty);
        var secret = _server.Mails.Single().Split("\r\n").Single(line => line.Length == 43 && !line.Contains(' '));
        (await PostAsync("/email/confirm", new { token = secret, password = "test12345" })).ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task<HttpStatusCode> PostAsync(string path, object body) => (await _post.App.Client.PostAsJsonAsync($"/post{path}", body)).StatusCode;

    private string Table(string name) => _database.Url is null ? name : $"{PostDb.Schema}.{name}";

    private async Task<List<JobView>> KeptAsync()
    {
        var kept = new List<JobView>();
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            kept.AddRange((await _post.Jobs.SearchAsync(new(status) { Argument = "ada@example.com" }, default)).Jobs);
        }

        return kept;
    }
}

public sealed class Mail_jobs_on_SQLite() : MailJobTests(() => Task.FromResult(TestDatabase.Sqlite()));

[Trait("Server", "PostgreSQL")]
public sealed class Mail_jobs_on_PostgreSQL() : MailJobTests(TestDatabase.PostgreSqlAsync);
