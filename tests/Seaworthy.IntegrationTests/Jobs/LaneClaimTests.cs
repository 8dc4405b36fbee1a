using System.Globalization;
using System.Text.Json;
using Npgsql;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>How jobs that wait for others of their lane are taken from PostgreSQL, and what that costs.</summary>
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class LaneClaimTests : IAsyncLifetime
{
    private const string Queue = "quay";
    private const long Worker = 4711;
    private DockHost _dock = null!;
    private NpgsqlConnection _connection = null!;
    private TestDatabase _database = null!;
    private int _made;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.PostgreSqlAsync();
        _dock = await DockHost.StartAsync(_database, ("Seaworthy:Jobs:Enabled", "false"));
        await _dock.Store.EnterAsync(Worker, "a process", default);
        _connection = await ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _dock.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_first_of_each_lane_and_what_has_none_is_taken_in_the_order_in_which_it_came()
    {
        await FillAsync(1, "a");
        await FillAsync(2, null);
        await FillAsync(2, "b");
        await FillAsync(1, "a");
        await FillAsync(1, null);

        (await TakeAsync(10)).ShouldBe([1, 2, 3, 4, 7]);
        (await TakeAsync(10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_are_taken_than_there_is_room_for()
    {
        await FillAsync(3, null);
        await FillAsync(1, "a");
        await FillAsync(3, null);

        (await TakeAsync(5)).ShouldBe([1, 2, 3, 4, 5]);
        (await TakeAsync(5)).ShouldBe([6, 7]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_that_is_tried_again_later_or_is_being_done_holds_up_its_lane(int state)
    {
        await FillAsync(2, "a");
        await RunAsync($"update {_dock.Store.Sql.Jobs} set state = {state} where lane_order = 1");

        (await TakeAsync(10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_each_lane_those_that_come_next_are_taken_with_the_first_and_each_lane_has_an_equal_part()
    {
        await FillAsync(1, null);
        await FillAsync(8, "a", "b");
        await FillAsync(1, "c");

        (await TakeAsync(10, behind: 3)).Order().ShouldBe([1, 2, 3, 4, 5, 6, 7, 10]);
        (await TakeAsync(10, behind: 3)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("state = 2")]
    [InlineData("queue = 'pier'")]
    public async Task What_does_not_wait_there_ends_what_is_taken_of_its_lane(string moved)
    {
        await FillAsync(5, "a");
        await RunAsync($"update {_dock.Store.Sql.Jobs} set {moved} where lane_order = 3");

        (await TakeAsync(10, behind: 10)).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task One_that_somebody_else_is_about_to_change_ends_what_is_taken_of_its_lane()
    {
        await FillAsync(5, "a");
        await using var other = await ConnectAsync();
        await RunAsync($"begin; update {_dock.Store.Sql.Jobs} set is_cancel_asked = true where lane_order = 3", other);

        (await TakeAsync(10, behind: 10)).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Behind_one_that_has_failed_before_none_are_taken_with_it()
    {
        await FillAsync(5, "a");
        await RunAsync($"update {_dock.Store.Sql.Jobs} set attempt = 1 where lane_order = 1");

        (await TakeAsync(10, behind: 10)).ShouldBe([1]);
    }

    [Fact]
    public async Task Of_a_process_that_went_silent_the_first_of_a_lane_has_used_an_attempt_and_those_behind_it_none()
    {
        const long Other = 4712;
        await FillAsync(3, "a");
        await RunAsync($"update {_dock.Store.Sql.Jobs} set max_attempts = 2 where lane_order > 1");
        await TakeAsync(10, behind: 10);
        await _dock.Store.EnterAsync(Other, "another process", default);

        for (var times = 0; times < 2; times++)
        {
            await RunAsync($"update {_dock.Store.Sql.Workers} set seen_at = now() - interval '1 hour' where id = {Worker}");
            await _dock.Store.RescueAsync(Other, TimeSpan.FromMinutes(1), DateTime.UnixEpoch, DateTime.UnixEpoch, default);
            await _dock.Store.EnterAsync(Worker, "a process", default);
            await _dock.Store.PromoteAsync(DateTime.UnixEpoch.AddMinutes(1), default);
            (await TakeAsync(10, behind: 10)).ShouldBe([1]);
        }

        (await ReadAsync("select string_agg(lane_order || ':' || attempt || ':' || coalesce(first_error, ''), ' ' order by lane_order) from {0}"))
            .ShouldBe("1:3:ProcessLost: the process that ran it went silent 2:0: 3:0:");
    }

    [Fact]
    public async Task Whoever_waits_for_one_that_is_tried_again_later_does_not_stand_still()
    {
        await FillAsync(2, "a");
        (await _dock.Store.WaitingAsync(Queue, 10, default)).Since.ShouldNotBeNull();

        await RunAsync($"update {_dock.Store.Sql.Jobs} set state = 2 where lane_order = 1");

        (await _dock.Store.WaitingAsync(Queue, 10, default)).ShouldBe(new WaitingJobs(1, null));
    }

    [Fact]
    public async Task A_lane_in_front_that_is_longer_than_what_is_looked_at_holds_up_no_other()
    {
        await FillAsync(2500, "long");
        await FillAsync(2, "b");
        await FillAsync(1, null);

        (await TakeAsync(10)).ShouldBe([1, 2501, 2503]);
    }

    [Fact]
    public async Task To_take_costs_no_more_where_many_have_ended_and_nothing_can_be_cleaned_up()
    {
        await using var old = await ConnectAsync();
        await RunAsync("begin; select pg_current_xact_id()", old);

        await FillAsync(2000, "a", "b", "c", "d");
        await RunAsync($"delete from {_dock.Store.Sql.Jobs}");
        await FillAsync(1000, "a", "b", "c", "d");

        (await PagesOfAsync(LaneClaim.Next(_dock.Store.Sql))).ShouldBeLessThan(20_000);
    }

    [Theory]
    [InlineData("update {0} set state = 2")]
    [InlineData("delete from {0} where args <> '7000'")]
    public async Task To_take_costs_no_more_where_the_database_last_counted_while_next_to_nothing_waited(string quiet)
    {
        await FillAsync(7000, null);
        await RunAsync(string.Format(CultureInfo.InvariantCulture, quiet, _dock.Store.Sql.Jobs));
        await RunAsync($"vacuum analyze {_dock.Store.Sql.Jobs}");
        await RunAsync($"delete from {_dock.Store.Sql.Jobs}");
        await FillAsync(2000, null);
        await FillAsync(4000, "a", "b", "c", "d");

        (await PagesOfAsync(LaneClaim.Next(_dock.Store.Sql))).ShouldBeLessThan(20_000);
    }

    // So many more jobs, each with the next number as its order, in one lane after the other.
    private async Task FillAsync(int count, params string?[]? lanes)
    {
        var lane = lanes is null or [null] ? "null" : $"(array['{string.Join("','", lanes)}'])[1 + n % {lanes.Length}]";
        await RunAsync(
            $"""
            insert into {_dock.Store.Sql.Jobs} (id, queue, kind, args, state, priority, due_at, attempt, max_attempts, lane, lane_order, is_cancel_asked, created_at)
            select cast('01a21d5d-bb8e-7000-8000-' || lpad(to_hex(n), 12, '0') as uuid), '{Queue}', 'load', n, 0, 0, now(), 0, 10, {lane}, case when {lane} is null then null else n end, false, now()
            from generate_series({_made + 1}, {_made + count}) n
            """);
        _made += count;
    }

    private async Task<IEnumerable<int>> TakeAsync(int count, int behind = 0) =>
        (await _dock.Store.TurnAsync(Worker, [], [new(Queue, count, HasLanes: true, behind)], DateTime.UnixEpoch, default)).Claimed.Select(job => int.Parse(job.Args, CultureInfo.InvariantCulture));

    private async Task<string?> ReadAsync(string sql)
    {
        await using var command = new NpgsqlCommand(string.Format(CultureInfo.InvariantCulture, sql, _dock.Store.Sql.Jobs), _connection);
        return (string?)await command.ExecuteScalarAsync();
    }

    private async Task<int> PagesOfAsync(string next)
    {
        await using var explain = new NpgsqlCommand($"explain (analyze, buffers, format json) {next} select at from next", _connection)
        {
            Parameters = { new() { Value = Queue }, new() { Value = 10 }, new() { Value = Worker }, new() { Value = 100 } },
        };
        using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
        var root = plan.RootElement[0].GetProperty("Plan");
        return root.GetProperty("Shared Hit Blocks").GetInt32() + root.GetProperty("Shared Read Blocks").GetInt32();
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.Url) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task RunAsync(string sql, NpgsqlConnection? connection = null)
    {
        await using var command = new NpgsqlCommand(sql, connection ?? _connection);
        await command.ExecuteNonQueryAsync();
    }
}
