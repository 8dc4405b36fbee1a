using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Mail;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Reminders;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Who has something to do by tomorrow is told so, once.</summary>
[Trait("Requirement", "R87")]
public abstract class ReminderTests(TodosOnSqlite host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TodosClient _client = new(host);

    [Fact]
    public async Task Each_due_date_is_told_of_once_and_another_one_again()
    {
        var (email, id) = await DueInAsync(hours: 2, "Water\tthe plants");
        await RoundAsync();
        var mail = await MailToAsync(email, 1);
        (mail[0].Subject.Contains("the plants", StringComparison.Ordinal), mail[0].Text.Contains($"(todo {id})", StringComparison.Ordinal)).ShouldBe((true, true), mail[0].Subject);

        await RoundAsync();
        (await AskedAsync(id)).ShouldBe(1);

        await _client.PutAsync($"{TodosClient.Todos}/{id}", new { title = "Put off", due_date = InHours(5), assignee_id = (await _client.GetAsync($"{TodosClient.Todos}/{id}"))["assignee_id"] }, "\"1\"");
        await RoundAsync();
        (await MailToAsync(email, 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_done_late_far_off_or_nobodys_is_not_told_of()
    {
        var (_, far) = await DueInAsync(hours: 30, "Far off");
        var (_, late) = await DueInAsync(hours: -1, "Late");
        var (_, done) = await DueInAsync(hours: 3, "Done");
        await _client.PutAsync($"{TodosClient.Todos}/{done}/status", new { status = "completed" });
        var nobody = await _client.NewAsync(new { title = "Nobody's", due_date = InHours(3) });

        await RoundAsync();

        foreach (var id in (long[])[far, late, done, nobody])
        {
            (await AskedAsync(id)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Whoever_is_given_a_todo_that_is_due_tomorrow_is_told_though_its_last_owner_was()
    {
        var (email, id) = await DueInAsync(hours: 6, "Passed on");
        await RoundAsync();
        await MailToAsync(email, 1);
        var (another, due) = ($"{Guid.NewGuid():N}@example.com", (await _client.GetAsync($"{TodosClient.Todos}/{id}"))["due_date"]);
        await _client.PutAsync($"{TodosClient.Todos}/{id}", new { title = "Passed on", due_date = due, assignee_id = await _client.NewEmployeeAsync(email: another) }, "\"1\"");

        await RoundAsync();
        (await MailToAsync(another, 1)).Count.ShouldBe(1);

        await RoundAsync();
        (await AskedAsync(id)).ShouldBe(2);
        host.Mails.Sent.Count(mail => mail.To == email).ShouldBe(1);
    }

    [Fact]
    public async Task While_the_mail_server_is_away_nothing_is_lost()
    {
        host.Mails.IsAway = true;
        var (email, id) = await DueInAsync(hours: 4, "Later");
        await RoundAsync();
        (await AskedAsync(id)).ShouldBe(1);
        host.Mails.IsAway = false;

        (await MailToAsync(email, 1)).Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "R60")]
    public void The_calendar_asks_for_a_round_every_five_minutes() =>
        host.Get<JobParts<TodosDb>>().Registry.Schedules.Select(schedule => (schedule.Name, schedule.When.Text, schedule.Kind)).ShouldContain(("reminders", "*/5 * * * *", AskReminders.Kind));

    private async Task<(string Email, long Id)> DueInAsync(int hours, string title)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var employee = await _client.NewEmployeeAsync(email: email);
        return (email, await _client.NewAsync(new { title, due_date = InHours(hours), assignee_id = employee }));
    }

    private static string InHours(int hours) => TimeProvider.System.GetUtcNow().AddHours(hours).ToString("O", CultureInfo.InvariantCulture);

    // As the schedule does it every five minutes.
    private Task RoundAsync() => host.Get<AskReminders>().HandleAsync(default);

    private Task<int> AskedAsync(long id) => host.Session.ReadAsync((db, ct) => db.Reminders.CountAsync(told => told.TodoId == id, ct), default);

    private async Task<List<MailMessage>> MailToAsync(string email, int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        List<MailMessage> found;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            (await host.Client.GetAsync(new Uri("/health/live", UriKind.Relative), limit.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
            found = [.. host.Mails.Sent.Where(mail => mail.To == email)];
        }
        while (found.Count < count);
        return found;
    }
}

public sealed class Reminders_on_SQLite(TodosOnSqlite host) : ReminderTests(host), IClassFixture<TodosOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Reminders_on_PostgreSQL(TodosOnPostgreSql host) : ReminderTests(host), IClassFixture<TodosOnPostgreSql>;
