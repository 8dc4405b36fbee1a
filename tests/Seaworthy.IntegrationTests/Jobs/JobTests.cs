using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>What a job means to whoever asks for it, on both engines.</summary>
[Trait("Requirement", "R60")]
public abstract class JobTests(Func<Task<TestDatabase>> create) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private DockHost _dock = null!;

    public async Task InitializeAsync()
    {
        _database = await create();
        _dock = await DockHost.StartAsync(_database, ("Seaworthy:Jobs:PollMs", "60000"), ("Seaworthy:Jobs:HeartbeatMs", "20"), ("Seaworthy:Jobs:LostAfterMs", "200"), ("Seaworthy:Jobs:DrainMs", "0"));
    }

    public async Task DisposeAsync()
    {
        await _dock.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task It_runs_as_soon_as_the_transaction_that_asks_for_it_is_committed()
    {
        var ticket = await _dock.Session.WriteAsync(
            async (db, ct) =>
            {
                var asked = await _dock.Jobs.EnqueueAsync(db, Dockers.Unload, new("tea"), ct);
                _dock.Dockers.Seen.ShouldBeEmpty();
                return asked;
            },
            default);

        (await _dock.UntilAsync(ticket.Id, JobStatus.Done)).Attempt.ShouldBe(1);
        (await _dock.UnloadedAsync()).ShouldBe(["tea"]);
    }

    [Fact]
    public async Task There_is_none_where_the_transaction_is_rolled_back()
    {
        var ticket = await _dock.Session.WriteAsync((db, ct) => _dock.Jobs.EnqueueAsync(db, Dockers.Unload, new("gunpowder"), ct), default, keep: _ => false);

        (await _dock.Jobs.FindAsync(ticket.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_statement_of_ones_own_asks_for_one_too()
    {
        using var turn = await _dock.Session.WaitToWriteAsync(default);
        await _dock.Session.WriteAsync(turn, [_dock.Jobs.Statement(Dockers.Unload, new("silk"))], default);
        turn.Dispose();

        await Wait.UntilAsync(async () => (await _dock.UnloadedAsync()).Count == 1);
    }

    [Fact]
    public void A_statement_with_a_unique_key_is_refused_with_the_way_that_has_one() =>
        Should.Throw<ArgumentException>(() => _dock.Jobs.Statement(Dockers.Unload, new("silk"), new() { UniqueKey = "the-silk" })).Message.ShouldContain("EnqueueAsync");

    [Fact]
    [Trait("Requirement", "R88")]
    public async Task What_it_returns_is_kept_as_JSON()
    {
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Weigh, new("cannon"), default);

        (await _dock.UntilAsync(ticket.Id, JobStatus.Done)).Result.ShouldBe("""{"kilos":6}""");
    }

    [Fact]
    [Trait("Requirement", "R88")]
    public async Task What_is_done_is_forgotten_when_its_time_is_over()
    {
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Weigh, new("cannon"), default);
        await _dock.UntilAsync(ticket.Id, JobStatus.Done);

        (await _dock.Store.SweepAsync(_dock.Time.GetUtcNow().UtcDateTime + TimeSpan.FromHours(23), default)).ShouldBeFalse();
        (await _dock.Jobs.FindAsync(ticket.Id, default)).ShouldNotBeNull();
        (await _dock.Store.SweepAsync(_dock.Time.GetUtcNow().UtcDateTime + TimeSpan.FromHours(25), default)).ShouldBeFalse();
        (await _dock.Jobs.FindAsync(ticket.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Jobs_are_found_by_how_they_stand_their_kind_and_what_they_were_told_page_by_page()
    {
        foreach (var crate in (string[])["tea", "rum", "tea chest", "50% off_"])
        {
            _dock.Time.Advance(TimeSpan.FromMilliseconds(1));
            await _dock.UntilAsync((await _dock.Jobs.EnqueueAsync(Dockers.Refuse, new(crate), default)).Id, JobStatus.Dead);
        }

        await _dock.UntilAsync((await _dock.Jobs.EnqueueAsync(Dockers.Weigh, new("tea"), default)).Id, JobStatus.Done);

        (await FoundAsync(new(JobStatus.Dead))).ShouldBe(["50% off_", "tea chest", "rum", "tea"]);
        (await FoundAsync(new(JobStatus.Dead) { Argument = "tea" })).ShouldBe(["tea chest", "tea"]);
        (await FoundAsync(new(JobStatus.Dead) { Argument = "0% o" })).ShouldBe(["50% off_"]);
        (await FoundAsync(new(JobStatus.Dead) { Argument = "a_c" })).ShouldBeEmpty();
        (await FoundAsync(new(JobStatus.Dead) { Kind = "weigh" })).ShouldBeEmpty();
        (await FoundAsync(new(JobStatus.Done) { Kind = "weigh" })).ShouldBe(["tea"]);
        (await FoundAsync(new(JobStatus.Waiting))).ShouldBeEmpty();
        var first = await _dock.Jobs.SearchAsync(new(JobStatus.Dead) { Most = 3 }, default);
        (await FoundAsync(new(JobStatus.Dead) { Most = 3, Before = first.Next })).ShouldBe(["tea"]);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _dock.Jobs.SearchAsync(new(JobStatus.Dead) { Most = 0 }, default));

        async Task<IEnumerable<string>> FoundAsync(JobQuery query) =>
            (await _dock.Jobs.SearchAsync(query, default)).Jobs.Select(job => JsonNode.Parse(job.Args)!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_that_fails_is_tried_again_later_and_dead_after_its_last_attempt()
    {
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Drop, new("eggs"), default);
        var failed = await _dock.UntilAsync(ticket.Id, JobStatus.Scheduled);
        (failed.Attempt, failed.FirstError).ShouldBe((1, "InvalidOperationException: eggs fell"));

        _dock.Time.Advance(TimeSpan.FromMinutes(1));
        var dead = await _dock.UntilAsync(ticket.Id, JobStatus.Dead);
        (dead.Attempt, dead.LastError).ShouldBe((2, "InvalidOperationException: eggs fell"));
        _dock.Events.Of(EventIds.JobDead).ShouldHaveSingleItem().ShouldContain("eggs fell");

        (await _dock.Jobs.RetryAsync(ticket.Id, default)).ShouldBeTrue();
        (await _dock.UntilAsync(ticket.Id, JobStatus.Scheduled)).Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_that_takes_longer_than_its_kind_allows_is_cancelled_and_has_failed()
    {
        const string Why = "TimeoutException: It took longer than 0.05 s.";
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Seek, new("needle"), default);
        var failed = await _dock.UntilAsync(ticket.Id, JobStatus.Scheduled);
        (failed.Attempt, failed.FirstError).ShouldBe((1, Why));

        _dock.Time.Advance(TimeSpan.FromMinutes(1));
        var dead = await _dock.UntilAsync(ticket.Id, JobStatus.Dead);
        (dead.Attempt, dead.LastError).ShouldBe((2, Why));
        _dock.Dockers.Seen.ShouldBe([("needle", 1), ("needle", 2)]);
    }

    [Fact]
    public async Task One_that_is_rejected_is_dead_at_once()
    {
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Refuse, new("rats"), default);

        (await _dock.UntilAsync(ticket.Id, JobStatus.Dead)).LastError.ShouldBe("JobRejectedException: rats is not for us");
    }

    [Fact]
    public async Task One_for_later_waits_for_its_time()
    {
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Unload, new("cheese"), default, new() { DueAt = _dock.Time.GetUtcNow().UtcDateTime.AddHours(1) });
        _dock.Time.Advance(TimeSpan.FromMinutes(59));
        (await _dock.Jobs.FindAsync(ticket.Id, default))!.Status.ShouldBe(JobStatus.Scheduled);

        _dock.Time.Advance(TimeSpan.FromMinutes(1));
        await _dock.UntilAsync(ticket.Id, JobStatus.Done);
    }

    [Fact]
    public async Task Of_those_with_one_key_there_is_one_at_a_time()
    {
        var wish = new JobWish { UniqueKey = "the-piano" };
        var first = await _dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default, wish);
        var second = await _dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default, wish);
        second.ShouldBe(new JobTicket(first.Id, IsNew: false));

        _dock.Dockers.Quay.Release();
        await _dock.UntilAsync(first.Id, JobStatus.Done);
        (await _dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default, wish)).IsNew.ShouldBeTrue();
        _dock.Dockers.Quay.Release();
    }

    [Fact]
    public async Task Of_a_queue_the_lower_number_runs_first_and_then_the_older_one()
    {
        await using var database = await create();
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
        await _dock.Jobs.PauseAsync("default", default);
        await _dock.HeardAsync();
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Unload, new("tea"), default);
        (await _dock.Jobs.EnqueueAsync(Dockers.Carry, new("on another queue"), default)).IsNew.ShouldBeTrue();
        await Wait.UntilAsync(() => _dock.Dockers.Seen.Contains(("on another queue", 1)));
        (await _dock.Jobs.FindAsync(ticket.Id, default))!.Status.ShouldBe(JobStatus.Waiting);

        await _dock.Jobs.ResumeAsync("default", default);
        await _dock.UntilAsync(ticket.Id, JobStatus.Done);
        _dock.Dockers.Quay.Release();
    }

    [Fact]
    public async Task A_process_that_starts_takes_nothing_of_a_paused_queue()
    {
        await using var database = await create();
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
        var later = await _dock.Jobs.EnqueueAsync(Dockers.Unload, new("later"), default, new() { DueAt = _dock.Time.GetUtcNow().UtcDateTime.AddDays(1) });
        (await _dock.Jobs.CancelAsync(later.Id, default)).ShouldBeTrue();
        (await _dock.Jobs.FindAsync(later.Id, default))!.Status.ShouldBe(JobStatus.Cancelled);

        var running = await _dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default);
        await Wait.UntilAsync(async () => (await _dock.Jobs.FindAsync(running.Id, default))!.Progress == 40);
        (await _dock.Jobs.CancelAsync(running.Id, default)).ShouldBeTrue();
        await _dock.UntilAsync(running.Id, JobStatus.Cancelled);

        (await _dock.Jobs.CancelAsync(running.Id, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_hears_it_from_the_database_that_it_shall_end_is_cancelled_and_has_not_failed()
    {
        _dock.Dockers.BeforeWriting = _ => _dock.Dockers.Quay.WaitAsync();
        var running = await _dock.Jobs.EnqueueAsync(Dockers.Unload, new("piano"), default);
        await Wait.UntilAsync(() => !_dock.Dockers.Seen.IsEmpty);
        (await _dock.Jobs.CancelAsync(running.Id, default)).ShouldBeTrue();
        await _dock.HeardAsync();
        _dock.Dockers.Quay.Release();

        (await _dock.UntilAsync(running.Id, JobStatus.Cancelled)).LastError.ShouldBeNull();
        (await _dock.UnloadedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_are_asked_for_at_once_and_all_are_done_once()
    {
        await _dock.Session.WriteAsync(
            async (db, ct) =>
            {
                await _dock.Jobs.EnqueueManyAsync(db, Dockers.Unload, Enumerable.Range(0, 500).Select(n => new Crate($"{n}")), ct);
                return true;
            },
            default);

        await Wait.UntilAsync(async () => (await _dock.UnloadedAsync()).Count >= 500);
        (await _dock.UnloadedAsync()).Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, 500));
        (await _dock.Jobs.CountWaitingAsync("default", 1, default)).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_silent_process_had_runs_again_and_the_silent_one_changes_nothing_any_more()
    {
        var zombie = await _dock.ZombieAsync(new("rum"));
        await _dock.UntilAsync(zombie.Id, JobStatus.Done);

        (await _dock.UnloadedAsync()).ShouldBe(["rum"]);
        (await _dock.Store.ReportAsync(zombie, 99, null, default)).ShouldBeFalse();
        (await _dock.Store.TurnAsync(zombie.Worker, [new(zombie, JobEnd.Done)], [new("default", 1, HasLanes: false)], _dock.Time.GetUtcNow().UtcDateTime, default)).Stale.ShouldBe([zombie]);
        _dock.Dockers.Seen.ShouldContain(("rum", 2));
        _dock.Events.Of(EventIds.JobsRescued).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_attempt_that_lost_its_job_commits_nothing()
    {
        var ticket = new JobTicket();
        _dock.Dockers.BeforeWriting = async run =>
        {
            _dock.Dockers.BeforeWriting = _ => Task.CompletedTask;
            await _dock.LoseAsync(run);
        };
        ticket = await _dock.Jobs.EnqueueAsync(Dockers.Unload, new("pearls"), default);

        await _dock.UntilAsync(ticket.Id, JobStatus.Done);
        (await _dock.UnloadedAsync()).ShouldBe(["pearls"]);
        _dock.Dockers.Seen.ShouldBe([("pearls", 1), ("pearls", 2)]);
    }

    [Fact]
    public async Task One_that_was_cancelled_while_its_process_died_is_cancelled_and_not_run_again()
    {
        await _dock.Jobs.PauseAsync("default", default);
        await _dock.HeardAsync();
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Unload, new("piano"), default);
        await _dock.Session.WriteAsync((db, ct) => _dock.Session.ExecuteAsync(db, [new($"update {_dock.Store.Sql.Jobs} set is_cancel_asked = $2 where id = $1", ticket.Id, true)], ct), default);
        await _dock.CrashAsync(ticket.Id, attempt: 1);
        await _dock.Jobs.ResumeAsync("default", default);

        (await _dock.UntilAsync(ticket.Id, JobStatus.Cancelled)).Id.ShouldBe(ticket.Id);

        _dock.Dockers.Seen.ShouldNotContain(seen => seen.Crate == "piano");
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\ud83d")]
    [InlineData("long")]
    public async Task One_that_fails_with_words_that_no_database_takes_is_dead_and_others_go_on(string words)
    {
        // The two thousandth unit of what is told is the first half of a character.
        var crate = words == "long" ? new string('x', 2000 - "JobRejectedException: ".Length - 1) + "\U0001F3B9" : words;
        var failed = await _dock.Jobs.EnqueueAsync(Dockers.Refuse, new(crate), default);

        (await _dock.UntilAsync(failed.Id, JobStatus.Dead)).LastError.ShouldNotBeNull().Length.ShouldBeLessThanOrEqualTo(2000);

        await _dock.UntilAsync((await _dock.Jobs.EnqueueAsync(Dockers.Weigh, new("tea"), default)).Id, JobStatus.Done);
    }

    [Fact]
    public async Task One_that_takes_its_process_down_each_time_is_dead_in_the_end()
    {
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Drop, new("dynamite"), default, new() { DueAt = _dock.Time.GetUtcNow().UtcDateTime.AddDays(1) });
        await _dock.CrashAsync(ticket.Id, attempt: 2);

        (await _dock.UntilAsync(ticket.Id, JobStatus.Dead)).LastError!.ShouldStartWith("ProcessLost");
    }

    [Fact]
    public async Task A_kind_that_this_version_does_not_have_waits_for_one_that_has()
    {
        var ticket = await _dock.Jobs.EnqueueAsync(new JobKind<Crate>("from-the-future"), new("robots"), default);

        (await _dock.UntilAsync(ticket.Id, JobStatus.Scheduled)).Attempt.ShouldBe(0);
        _dock.Events.Of(EventIds.JobKindUnknown).ShouldHaveSingleItem().ShouldContain("from-the-future");
    }

    [Fact]
    public async Task The_calendar_asks_for_one_each_time_and_for_one_alone_where_nobody_was_there()
    {
        await _dock.HeardAsync();
        _dock.Time.Advance(TimeSpan.FromHours(1));
        await Wait.UntilAsync(async () => (await _dock.TidesAsync()).Count == 1);

        _dock.Time.Advance(TimeSpan.FromHours(5));
        await Wait.UntilAsync(async () => (await _dock.TidesAsync()).Count == 2);
        await _dock.HeardAsync();
        (await _dock.TidesAsync()).ShouldBe(["""{"name":"tide of 06:00"}""", """{"name":"tide of 07:00"}"""]);
    }

    [Fact]
    public async Task A_process_that_stops_hands_back_what_it_has_and_no_attempt_is_used()
    {
        var ticket = await _dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default);
        await Wait.UntilAsync(() => !_dock.Dockers.Seen.IsEmpty);
        await _dock.DisposeAsync();

        _dock = await DockHost.StartAsync(_database, ("Seaworthy:Jobs:HeartbeatMs", "20"), ("Seaworthy:Jobs:LostAfterMs", "600000"));
        await Wait.UntilAsync(() => _dock.Dockers.Seen.Contains(("piano", 1)));
        _dock.Dockers.Quay.Release();
        await _dock.UntilAsync(ticket.Id, JobStatus.Done);
    }

    [Fact]
    [Trait("Requirement", "R61")]
    public async Task A_request_is_answered_202_with_a_task_that_tells_its_own_how_it_goes()
    {
        using var accepted = await _dock.App.Client.PostAsync("/dock/crates/anchor", null);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var task = (await accepted.Content.ReadFromJsonAsync<JsonObject>())!;
        ((string)task["status"]!).ShouldBe("processing");
        accepted.Headers.Location!.ToString().ShouldBe($"/dock/tasks/{task["task_id"]}");
        await _dock.UntilAsync((Guid)task["task_id"]!, JobStatus.Done);

        using var own = new HttpRequestMessage(HttpMethod.Get, accepted.Headers.Location) { Headers = { { "X-Docker", "yes" } } };
        var shown = JsonNode.Parse(await (await _dock.App.Client.SendAsync(own)).Content.ReadAsStringAsync())!;
        ((string)shown["status"]!, (int)shown["result"]!["kilos"]!).ShouldBe(("completed", 6));
        (await _dock.App.Client.GetAsync(accepted.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _dock.App.Client.PostAsync($"{accepted.Headers.Location}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var late = new HttpRequestMessage(HttpMethod.Post, $"{accepted.Headers.Location}/cancel") { Headers = { { "X-Docker", "yes" } } };
        (await _dock.App.Client.SendAsync(late)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}

public sealed class Jobs_on_SQLite() : JobTests(() => Task.FromResult(TestDatabase.Sqlite()));

[Trait("Server", "PostgreSQL")]
public sealed class Jobs_on_PostgreSQL() : JobTests(TestDatabase.PostgreSqlAsync);
