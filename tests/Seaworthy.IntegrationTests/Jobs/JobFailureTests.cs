using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>What becomes of a job that fails, whose process dies or that nobody here knows, on both engines.</summary>
[Trait("Requirement", "R60")]
public abstract class JobFailureTests(Func<Task<TestDatabase>> create) : DockTests(create)
{
    [Fact]
    public async Task One_that_fails_is_tried_again_later_and_dead_after_its_last_attempt()
    {
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Drop, new("eggs"), default);
        var failed = await Dock.UntilAsync(ticket.Id, JobStatus.Scheduled);
        (failed.Attempt, failed.FirstError).ShouldBe((1, "InvalidOperationException: eggs fell"));

        Dock.Time.Advance(TimeSpan.FromMinutes(1));
        var dead = await Dock.UntilAsync(ticket.Id, JobStatus.Dead);
        (dead.Attempt, dead.LastError).ShouldBe((2, "InvalidOperationException: eggs fell"));
        Dock.Events.Of(EventIds.JobDead).ShouldHaveSingleItem().ShouldContain("eggs fell");

        (await Dock.Jobs.RetryAsync(ticket.Id, default)).ShouldBeTrue();
        (await Dock.UntilAsync(ticket.Id, JobStatus.Scheduled)).Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_that_takes_longer_than_its_kind_allows_is_cancelled_and_has_failed()
    {
        const string Why = "TimeoutException: It took longer than 0.05 s.";
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Seek, new("needle"), default);
        var failed = await Dock.UntilAsync(ticket.Id, JobStatus.Scheduled);
        (failed.Attempt, failed.FirstError).ShouldBe((1, Why));

        Dock.Time.Advance(TimeSpan.FromMinutes(1));
        var dead = await Dock.UntilAsync(ticket.Id, JobStatus.Dead);
        (dead.Attempt, dead.LastError).ShouldBe((2, Why));
        Dock.Dockers.Seen.ShouldBe([("needle", 1), ("needle", 2)]);
    }

    [Fact]
    public async Task One_that_is_rejected_is_dead_at_once()
    {
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Refuse, new("rats"), default);

        (await Dock.UntilAsync(ticket.Id, JobStatus.Dead)).LastError.ShouldBe("JobRejectedException: rats is not for us");
    }

    [Fact]
    public async Task What_a_silent_process_had_runs_again_and_the_silent_one_changes_nothing_any_more()
    {
        var zombie = await Dock.ZombieAsync(new("rum"));
        await Dock.UntilAsync(zombie.Id, JobStatus.Done);

        (await Dock.UnloadedAsync()).ShouldBe(["rum"]);
        (await Dock.Store.ReportAsync(zombie, 99, null, default)).ShouldBeFalse();
        (await Dock.Store.TurnAsync(zombie.Worker, [new(zombie, JobEnd.Done)], [new("default", 1, HasLanes: false)], Dock.Time.GetUtcNow().UtcDateTime, default)).Stale.ShouldBe([zombie]);
        Dock.Dockers.Seen.ShouldContain(("rum", 2));
        Dock.Events.Of(EventIds.JobsRescued).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_attempt_that_lost_its_job_commits_nothing()
    {
        var ticket = new JobTicket();
        Dock.Dockers.BeforeWriting = async run =>
        {
            Dock.Dockers.BeforeWriting = _ => Task.CompletedTask;
            await Dock.LoseAsync(run);
        };
        ticket = await Dock.Jobs.EnqueueAsync(Dockers.Unload, new("pearls"), default);

        await Dock.UntilAsync(ticket.Id, JobStatus.Done);
        (await Dock.UnloadedAsync()).ShouldBe(["pearls"]);
        Dock.Dockers.Seen.ShouldBe([("pearls", 1), ("pearls", 2)]);
    }

    [Fact]
    public async Task One_that_was_cancelled_while_its_process_died_is_cancelled_and_not_run_again()
    {
        await Dock.Jobs.PauseAsync("default", default);
        await Dock.HeardAsync();
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Unload, new("piano"), default);
        await Dock.Session.WriteAsync((db, ct) => Dock.Session.ExecuteAsync(db, [new($"update {Dock.Store.Sql.Jobs} set is_cancel_asked = $2 where id = $1", ticket.Id, true)], ct), default);
        await Dock.CrashAsync(ticket.Id, attempt: 1);
        await Dock.Jobs.ResumeAsync("default", default);

        (await Dock.UntilAsync(ticket.Id, JobStatus.Cancelled)).Id.ShouldBe(ticket.Id);

        Dock.Dockers.Seen.ShouldNotContain(seen => seen.Crate == "piano");
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\ud83d")]
    [InlineData("long")]
    public async Task One_that_fails_with_words_that_no_database_takes_is_dead_and_others_go_on(string words)
    {
        // The two thousandth unit of what is told is the first half of a character.
        var crate = words == "long" ? new string('x', 2000 - "JobRejectedException: ".Length - 1) + "\U0001F3B9" : words;
        var failed = await Dock.Jobs.EnqueueAsync(Dockers.Refuse, new(crate), default);

        (await Dock.UntilAsync(failed.Id, JobStatus.Dead)).LastError.ShouldNotBeNull().Length.ShouldBeLessThanOrEqualTo(2000);

        await Dock.UntilAsync((await Dock.Jobs.EnqueueAsync(Dockers.Weigh, new("tea"), default)).Id, JobStatus.Done);
    }

    [Fact]
    public async Task One_that_takes_its_process_down_each_time_is_dead_in_the_end()
    {
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Drop, new("dynamite"), default, new() { DueAt = Dock.Time.GetUtcNow().UtcDateTime.AddDays(1) });
        await Dock.CrashAsync(ticket.Id, attempt: 2);

        (await Dock.UntilAsync(ticket.Id, JobStatus.Dead)).LastError!.ShouldStartWith("ProcessLost");
    }

    [Fact]
    public async Task One_that_takes_its_process_down_each_time_takes_nobody_along()
    {
        await Dock.DisposeAsync();
        await StartAsync(("Seaworthy:Jobs:Enabled", "false"));
        var kind = new JobKind<Crate>("lift") { Queue = "crane" };
        var lifted = new List<Guid>();
        for (var crate = 0; crate < 50; crate++)
        {
            lifted.Add((await Dock.Jobs.EnqueueAsync(kind, new($"{crate}"), default)).Id);
        }

        var (heavy, now) = (lifted[25], Dock.Time.GetUtcNow().UtcDateTime);
        for (var process = 1; (await Dock.Jobs.FindAsync(heavy, default))!.Status != JobStatus.Dead; process++)
        {
            await Dock.Store.EnterAsync(process, "a process", default);
            var taken = (await Dock.Store.TurnAsync(process, [], [new("crane", 100, HasLanes: false)], now, default)).Claimed;
            if (taken.Any(job => job.Id == heavy))
            {
                await Dock.Store.RescueAsync(process + 1, TimeSpan.Zero, now, now.AddDays(1), default);
            }
            else
            {
                await Dock.Store.TurnAsync(process, [.. taken.Select(job => new EndedJob(job, JobEnd.Done) { KeepUntil = now.AddDays(1) })], [], now, default);
            }

            var later = now.AddMilliseconds(20);
            now = await Dock.Store.PromoteAsync(later, default) is { } due && due > later ? due : later;
            await Dock.Store.PromoteAsync(now, default);
        }

        var ends = await Task.WhenAll(lifted.Select(id => Dock.Jobs.FindAsync(id, default)));
        ends.Where(job => job?.Status != JobStatus.Done).ShouldHaveSingleItem()!.Id.ShouldBe(heavy);
    }

    [Fact]
    public async Task A_kind_that_this_version_does_not_have_waits_for_one_that_has()
    {
        var ticket = await Dock.Jobs.EnqueueAsync(new JobKind<Crate>("from-the-future"), new("robots"), default);

        (await Dock.UntilAsync(ticket.Id, JobStatus.Scheduled)).Attempt.ShouldBe(0);
        Dock.Events.Of(EventIds.JobKindUnknown).ShouldHaveSingleItem().ShouldContain("from-the-future");
    }

    [Fact]
    public async Task A_process_that_stops_hands_back_what_it_has_and_no_attempt_is_used()
    {
        var ticket = await Dock.Jobs.EnqueueAsync(Dockers.Carry, new("piano"), default);
        await Wait.UntilAsync(() => !Dock.Dockers.Seen.IsEmpty);
        await Dock.DisposeAsync();

        await StartAsync(("Seaworthy:Jobs:HeartbeatMs", "20"), ("Seaworthy:Jobs:LostAfterMs", "600000"));
        await Wait.UntilAsync(() => Dock.Dockers.Seen.Contains(("piano", 1)));
        Dock.Dockers.Quay.Release();
        await Dock.UntilAsync(ticket.Id, JobStatus.Done);
    }
}

public sealed class Failing_jobs_on_SQLite() : JobFailureTests(() => Task.FromResult(TestDatabase.Sqlite()));

[Trait("Server", "PostgreSQL")]
public sealed class Failing_jobs_on_PostgreSQL() : JobFailureTests(TestDatabase.PostgreSqlAsync);
