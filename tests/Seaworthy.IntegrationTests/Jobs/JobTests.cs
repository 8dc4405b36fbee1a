using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>What a job means to whoever asks for it, on both engines.</summary>
[Trait("Requirement", "R60")]
public abstract class JobTests(Func<Task<TestDatabase>> create) : DockTests(create)
{
    [Fact]
    public async Task It_runs_as_soon_as_the_transaction_that_asks_for_it_is_committed()
    {
        var ticket = await Dock.Session.WriteAsync(
            async (db, ct) =>
            {
                var asked = await Dock.Jobs.EnqueueAsync(db, Dockers.Unload, new("tea"), ct);
                Dock.Dockers.Seen.ShouldBeEmpty();
                return asked;
            },
            default);

        (await Dock.UntilAsync(ticket.Id, JobStatus.Done)).Attempt.ShouldBe(1);
        (await Dock.UnloadedAsync()).ShouldBe(["tea"]);
    }

    [Fact]
    public async Task There_is_none_where_the_transaction_is_rolled_back()
    {
        var ticket = await Dock.Session.WriteAsync((db, ct) => Dock.Jobs.EnqueueAsync(db, Dockers.Unload, new("gunpowder"), ct), default, keep: _ => false);

        (await Dock.Jobs.FindAsync(ticket.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_statement_of_ones_own_asks_for_one_too()
    {
        using var turn = await Dock.Session.WaitToWriteAsync(default);
        await Dock.Session.WriteAsync(turn, [Dock.Jobs.Statement(Dockers.Unload, new("silk"))], default);
        turn.Dispose();

        await Wait.UntilAsync(async () => (await Dock.UnloadedAsync()).Count == 1);
    }

    [Fact]
    public void A_statement_with_a_unique_key_is_refused_with_the_way_that_has_one() =>
        Should.Throw<ArgumentException>(() => Dock.Jobs.Statement(Dockers.Unload, new("silk"), new() { UniqueKey = "the-silk" })).Message.ShouldContain("EnqueueAsync");

    [Fact]
    [Trait("Requirement", "R88")]
    public async Task What_it_returns_is_kept_as_JSON()
    {
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Weigh, new("cannon"), default);

        (await Dock.UntilAsync(ticket.Id, JobStatus.Done)).Result.ShouldBe("""{"kilos":6}""");
    }

    [Fact]
    [Trait("Requirement", "R88")]
    public async Task What_is_done_is_forgotten_when_its_time_is_over()
    {
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Weigh, new("cannon"), default);
        await Dock.UntilAsync(ticket.Id, JobStatus.Done);

        (await Dock.Store.SweepAsync(Dock.Time.GetUtcNow().UtcDateTime + TimeSpan.FromHours(23), default)).ShouldBeFalse();
        (await Dock.Jobs.FindAsync(ticket.Id, default)).ShouldNotBeNull();
        (await Dock.Store.SweepAsync(Dock.Time.GetUtcNow().UtcDateTime + TimeSpan.FromHours(25), default)).ShouldBeFalse();
        (await Dock.Jobs.FindAsync(ticket.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Jobs_are_found_by_how_they_stand_their_kind_and_what_they_were_told_page_by_page()
    {
        foreach (var crate in (string[])["tea", "rum", "tea chest", "50% off_"])
        {
            Dock.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Dock.UntilAsync((await Dock.Jobs.EnqueueAsync(Dockers.Refuse, new(crate), default)).Id, JobStatus.Dead);
        }

        await Dock.UntilAsync((await Dock.Jobs.EnqueueAsync(Dockers.Weigh, new("tea"), default)).Id, JobStatus.Done);

        (await FoundAsync(new(JobStatus.Dead))).ShouldBe(["50% off_", "tea chest", "rum", "tea"]);
        (await FoundAsync(new(JobStatus.Dead) { Argument = "tea" })).ShouldBe(["tea chest", "tea"]);
        (await FoundAsync(new(JobStatus.Dead) { Argument = "0% o" })).ShouldBe(["50% off_"]);
        (await FoundAsync(new(JobStatus.Dead) { Argument = "a_c" })).ShouldBeEmpty();
        (await FoundAsync(new(JobStatus.Dead) { Kind = "weigh" })).ShouldBeEmpty();
        (await FoundAsync(new(JobStatus.Done) { Kind = "weigh" })).ShouldBe(["tea"]);
        (await FoundAsync(new(JobStatus.Waiting))).ShouldBeEmpty();
        var first = await Dock.Jobs.SearchAsync(new(JobStatus.Dead) { Most = 3 }, default);
        (await FoundAsync(new(JobStatus.Dead) { Most = 3, Before = first.Next })).ShouldBe(["tea"]);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Dock.Jobs.SearchAsync(new(JobStatus.Dead) { Most = 0 }, default));

        async Task<IEnumerable<string>> FoundAsync(JobQuery query) =>
            (await Dock.Jobs.SearchAsync(query, default)).Jobs.Select(job => JsonNode.Parse(job.Args)!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_for_later_waits_for_its_time()
    {
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Unload, new("cheese"), default, new() { DueAt = Dock.Time.GetUtcNow().UtcDateTime.AddHours(1) });
        Dock.Time.Advance(TimeSpan.FromMinutes(59));
        (await Dock.Jobs.FindAsync(ticket.Id, default))!.Status.ShouldBe(JobStatus.Scheduled);

        Dock.Time.Advance(TimeSpan.FromMinutes(1));
        await Dock.UntilAsync(ticket.Id, JobStatus.Done);
    }

    [Fact]
    public async Task Of_those_with_one_key_there_is_one_at_a_time()
    {
        var wish = new JobWish { UniqueKey = "the-piano" };
        var first = await Dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default, wish);
        var second = await Dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default, wish);
        second.ShouldBe(new JobTicket(first.Id, IsNew: false));

        Dock.Dockers.Quay.Release();
        await Dock.UntilAsync(first.Id, JobStatus.Done);
        (await Dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default, wish)).IsNew.ShouldBeTrue();
        Dock.Dockers.Quay.Release();
    }

    [Fact]
    public async Task Of_a_queue_the_lower_number_runs_first_and_then_the_older_one()
    {
        await using var database = await DatabaseAsync();
        await using var office = await DockHost.StartAsync(database, ("Seaworthy:Jobs:Enabled", "false"));
        foreach (var (crate, priority) in ((string, int)[])[("c", 1), ("d", 1), ("a", 0), ("b", 0)])
        {
            await office.Jobs.EnqueueAsync(Dockers.Unload, new(crate), default, new() { Priority = priority });
            office.Time.Advance(TimeSpan.FromMilliseconds(2));
        }

        (await office.Jobs.CountWaitingAsync("default", 100, default)).ShouldBe(4);
        (await office.Jobs.CountWaitingAsync("default", 3, default)).ShouldBe(3);
        await office.Jobs.EnqueueAsync(Dockers.Unload, new("later"), default, new() { DueAt = office.Time.GetUtcNow().UtcDateTime.AddHours(1) });
        (await office.Store.CountOpenAsync("default", 3, default)).ShouldBe(4, "three of those that wait, and what comes later");
        var taken = await office.TakeAsync("default", 4);
        taken.Select(job => job.Args).ShouldBe([.. "abcd".Select(name => $$"""{"name":"{{name}}"}""")]);
    }

    [Fact]
    public async Task A_paused_queue_stands_still_until_it_is_resumed()
    {
        await Dock.Jobs.PauseAsync("default", default);
        await Dock.HeardAsync();
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Unload, new("tea"), default);
        (await Dock.Jobs.EnqueueAsync(Dockers.Carry, new("on another queue"), default)).IsNew.ShouldBeTrue();
        await Wait.UntilAsync(() => Dock.Dockers.Seen.Contains(("on another queue", 1)));
        (await Dock.Jobs.FindAsync(ticket.Id, default))!.Status.ShouldBe(JobStatus.Waiting);

        await Dock.Jobs.ResumeAsync("default", default);
        await Dock.UntilAsync(ticket.Id, JobStatus.Done);
        Dock.Dockers.Quay.Release();
    }

    [Fact]
    public async Task A_process_that_starts_takes_nothing_of_a_paused_queue()
    {
        await using var database = await DatabaseAsync();
        await using (var office = await DockHost.StartAsync(database, ("Seaworthy:Jobs:Enabled", "false")))
        {
            await office.Jobs.PauseAsync("carrying", default);
            await office.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default);
            await office.Jobs.EnqueueAsync(Dockers.Unload, new("tea"), default);
        }

        await using var dock = await DockHost.StartAsync(database);

        await Wait.UntilAsync(async () => (await dock.UnloadedAsync()).Count == 1);
        dock.Dockers.Seen.ShouldBe([("tea", 1)]);
    }

    [Fact]
    public async Task One_that_nobody_has_begun_is_cancelled_at_once_and_one_that_runs_is_told()
    {
        var later = await Dock.Jobs.EnqueueAsync(Dockers.Unload, new("later"), default, new() { DueAt = Dock.Time.GetUtcNow().UtcDateTime.AddDays(1) });
        (await Dock.Jobs.CancelAsync(later.Id, default)).ShouldBeTrue();
        (await Dock.Jobs.FindAsync(later.Id, default))!.Status.ShouldBe(JobStatus.Cancelled);

        var running = await Dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default);
        await Wait.UntilAsync(async () => (await Dock.Jobs.FindAsync(running.Id, default))!.Progress == 40);
        (await Dock.Jobs.CancelAsync(running.Id, default)).ShouldBeTrue();
        await Dock.UntilAsync(running.Id, JobStatus.Cancelled);

        (await Dock.Jobs.CancelAsync(running.Id, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_hears_it_from_the_database_that_it_shall_end_is_cancelled_and_has_not_failed()
    {
        Dock.Dockers.BeforeWriting = _ => Dock.Dockers.Quay.WaitAsync();
        var running = await Dock.Jobs.EnqueueAsync(Dockers.Unload, new("piano"), default);
        await Wait.UntilAsync(() => !Dock.Dockers.Seen.IsEmpty);
        (await Dock.Jobs.CancelAsync(running.Id, default)).ShouldBeTrue();
        await Dock.HeardAsync();
        Dock.Dockers.Quay.Release();

        (await Dock.UntilAsync(running.Id, JobStatus.Cancelled)).LastError.ShouldBeNull();
        (await Dock.UnloadedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_are_asked_for_at_once_and_all_are_done_once()
    {
        await Dock.Session.WriteAsync(
            async (db, ct) =>
            {
                await Dock.Jobs.EnqueueManyAsync(db, Dockers.Unload, Enumerable.Range(0, 500).Select(n => new Crate($"{n}")), ct);
                return true;
            },
            default);

        await Wait.UntilAsync(async () => (await Dock.UnloadedAsync()).Count >= 500);
        (await Dock.UnloadedAsync()).Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, 500));
        (await Dock.Jobs.CountWaitingAsync("default", 1, default)).ShouldBe(0);
    }

    [Fact]
    public async Task The_calendar_asks_for_one_each_time_and_for_one_alone_where_nobody_was_there()
    {
        await Dock.HeardAsync();
        Dock.Time.Advance(TimeSpan.FromHours(1));
        await Wait.UntilAsync(async () => (await Dock.TidesAsync()).Count == 1);

        Dock.Time.Advance(TimeSpan.FromHours(5));
        await Wait.UntilAsync(async () => (await Dock.TidesAsync()).Count == 2);
        await Dock.HeardAsync();
        (await Dock.TidesAsync()).ShouldBe(["""{"name":"tide of 06:00"}""", """{"name":"tide of 07:00"}"""]);
    }

    [Fact]
    [Trait("Requirement", "R61")]
    public async Task A_request_is_answered_202_with_a_task_that_tells_its_own_how_it_goes()
    {
        using var accepted = await Dock.App.Client.PostAsync("/dock/crates/anchor", null);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var task = (await accepted.Content.ReadFromJsonAsync<JsonObject>())!;
        ((string)task["status"]!).ShouldBe("processing");
        accepted.Headers.Location!.ToString().ShouldBe($"/dock/tasks/{task["task_id"]}");
        await Dock.UntilAsync((Guid)task["task_id"]!, JobStatus.Done);

        using var own = new HttpRequestMessage(HttpMethod.Get, accepted.Headers.Location) { Headers = { { "X-Docker", "yes" } } };
        var shown = JsonNode.Parse(await (await Dock.App.Client.SendAsync(own)).Content.ReadAsStringAsync())!;
        ((string)shown["status"]!, (int)shown["result"]!["kilos"]!).ShouldBe(("completed", 6));
        (await Dock.App.Client.GetAsync(accepted.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Dock.App.Client.PostAsync($"{accepted.Headers.Location}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var late = new HttpRequestMessage(HttpMethod.Post, $"{accepted.Headers.Location}/cancel") { Headers = { { "X-Docker", "yes" } } };
        (await Dock.App.Client.SendAsync(late)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}

public sealed class Jobs_on_SQLite() : JobTests(() => Task.FromResult(TestDatabase.Sqlite()));

[Trait("Server", "PostgreSQL")]
public sealed class Jobs_on_PostgreSQL() : JobTests(TestDatabase.PostgreSqlAsync);
