using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Jobs;
using Seaworthy.Messaging;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>Both services in one process, on either engine.</summary>
public abstract class LocalEventTests(Func<Task<TestDatabase>> create) : EventTests
{
    private TestDatabase _database = null!;
    private Harbour _harbour = null!;

    private protected override Harbour Pier => _harbour;

    private protected override Harbour Toll => _harbour;

    public override async Task InitializeAsync()
    {
        _database = await create();
        _harbour = await Harbour.StartAsync(_database, builder => builder.AddModule<PierModule>().AddModule<TollModule>());
    }

    public override async Task DisposeAsync()
    {
        await _harbour.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task One_that_was_sent_when_its_sender_died_before_he_could_forget_it_is_handled_once()
    {
        await using var database = await create();
        var mortal = new MortalTransport(deaths: 3);
        await using var harbour = await Harbour.StartAsync(database, builder =>
        {
            builder.Services.AddSingleton<IEventTransport>(services =>
            {
                mortal.Way = new LocalTransport(services.GetServices<IEventReceiver>());
                return mortal;
            });
            builder.AddModule<PierModule>().AddModule<TollModule>();
        });

        await harbour.PublishAsync(new Arrival("Gull", 1), new Arrival("Gull", 2));
        await Wait.UntilAsync(async () => await harbour.UnsentAsync() == 0);

        mortal.Sent.ShouldBe(8);
        await harbour.PublishAsync(new Arrival("Gull", 3));
        (await harbour.TollsAsync(3)).ShouldBe([new("Gull", 1), new("Gull", 2), new("Gull", 3)]);
    }

    [Fact]
    public async Task Those_that_nobody_takes_keep_no_other_waiting_however_many_they_are()
    {
        const int Nobodys = 1500;
        await using var database = await create();
        var choosy = new ChoosyTransport();
        await using var harbour = await Harbour.StartAsync(database, builder =>
        {
            builder.Services.AddSingleton<IEventTransport>(choosy);
            builder.AddModule<PierModule>();
        });
        var table = harbour.Pier.TableOf<OutboxRow>();
        using (var turn = await harbour.Pier.WaitToWriteAsync(default))
        {
            await harbour.Pier.WriteAsync(turn, [.. Enumerable.Range(0, Nobodys).Select(n => harbour.Publisher.Statement(PierModule.Left, new($"Ghost {n}", n)))], default);
        }

        await Wait.UntilAsync(async () => (await harbour.Pier.ReadAsync(new($"select count(*) from {table} where refused > 0"), row => row.GetInt64(0), default))[0] == Nobodys);
        var refused = choosy.Refused;

        // All of them may be tried again in the instant in which there is one more.
        using (var turn = await harbour.Pier.WaitToWriteAsync(default))
        {
            await harbour.Pier.WriteAsync(turn, [new($"update {table} set due_at = published_at"), harbour.Publisher.Statement(PierModule.Arrived, new("Tern", 1))], default);
        }

        (await choosy.RefusedBefore.WaitAsync(TimeSpan.FromSeconds(20)) - refused).ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task One_that_nobody_in_this_process_consumes_is_kept_and_says_what_is_missing()
    {
        await using var database = await create();
        await using var harbour = await Harbour.StartAsync(database, builder => builder.AddModule<PierModule>().AddModule<TollModule>());
        using (var turn = await harbour.Pier.WaitToWriteAsync(default))
        {
            await harbour.Pier.WriteAsync(turn, [harbour.Publisher.Statement(PierModule.Left, new("Tern", 1))], default);
        }

        await Wait.UntilAsync(async () => (await harbour.Pier.ReadAsync(new($"select coalesce(error, '') from {harbour.Pier.TableOf<OutboxRow>()}"), row => row.GetString(0), default)).Single().Contains("RABBITMQ_URL", StringComparison.Ordinal));

        await harbour.PublishAsync(new Arrival("Gull", 1));
        (await harbour.TollsAsync(1)).ShouldBe([new("Gull", 1)]);
        (await harbour.UnsentAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_taken_when_the_time_was_over_is_not_sent_again()
    {
        await using var database = await create();
        var slow = new SlowTransport();
        await using var harbour = await Harbour.StartAsync(database, builder =>
        {
            builder.Services.AddSingleton<IEventTransport>(slow);
            builder.AddModule<PierModule>();
        });

        await harbour.PublishAsync(Enumerable.Range(1, 10).Select(number => new Arrival("Gull", number)));
        await Wait.UntilAsync(async () => await harbour.UnsentAsync() == 0);

        slow.Taken.Count.ShouldBe(10);
        slow.Taken.Distinct().Count().ShouldBe(10);
    }

    /// <summary>Takes three before the time is over, and says nothing of the others.</summary>
    private sealed class SlowTransport : IEventTransport
    {
        public List<Guid> Taken { get; } = [];

        public Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
        {
            Taken.AddRange(events.Take(3).Select(sent => sent.Id));
            return Task.FromResult<IReadOnlyList<EventAnswer>>([.. events.Select((_, i) => i < 3 ? EventAnswer.Taken : default)]);
        }
    }

    /// <summary>Takes what somebody consumes and refuses the rest.</summary>
    private sealed class ChoosyTransport : IEventTransport
    {
        private readonly TaskCompletionSource<int> _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Refused { get; private set; }

        /// <summary>How many it had refused when there was the first that it took.</summary>
        public Task<int> RefusedBefore => _taken.Task;

        public Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
        {
            Refused += events.Count(sent => sent.Contract == PierModule.Left.Name);
            if (events.Any(sent => sent.Contract == PierModule.Arrived.Name))
            {
                _taken.TrySetResult(Refused);
            }

            return Task.FromResult<IReadOnlyList<EventAnswer>>([.. events.Select(sent => sent.Contract == PierModule.Left.Name ? EventAnswer.Refused("nobody takes it") : EventAnswer.Taken)]);
        }
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public async Task What_is_committed_while_the_process_stops_is_sent_before_it_ends()
    {
        await using var database = await create();
        await using var harbour = await Harbour.StartAsync(database, builder =>
        {
            builder.Services.AddHostedService<LastWords>();
            builder.AddModule<PierModule>().AddModule<TollModule>();
        });

        await harbour.App.App.StopAsync();

        (await harbour.UnsentAsync()).ShouldBe(0);
        (await harbour.TollJobs.SearchAsync(new(JobStatus.Waiting), default)).Jobs.ShouldHaveSingleItem().Args.ShouldContain(LastWords.Said.Ship);
    }

    /// <summary>Sends, and then fails some times, as a process does that is killed between the two.</summary>
    private sealed class MortalTransport(int deaths) : IEventTransport
    {
        private int _left = deaths;

        public LocalTransport Way { get; set; } = null!;

        public int Sent { get; private set; }

        public async Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
        {
            var answers = await Way.SendAsync(events, cancellationToken);
            Sent += events.Count;
            return _left-- > 0 ? throw new IOException("The process is gone.") : answers;
        }
    }
}

/// <summary>On files.</summary>
public sealed class Events_on_SQLite() : LocalEventTests(() => Task.FromResult(TestDatabase.Sqlite()));

/// <summary>On a server.</summary>
[Trait("Server", "PostgreSQL")]
public sealed class Events_on_PostgreSQL() : LocalEventTests(TestDatabase.PostgreSqlAsync);
