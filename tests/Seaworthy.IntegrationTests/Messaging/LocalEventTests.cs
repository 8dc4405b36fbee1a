using Microsoft.Extensions.DependencyInjection;
using Seaworthy.IntegrationTests.Caching;
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

    /// <summary>Sends, and then fails some times, as a process does that is killed between the two.</summary>
    private sealed class MortalTransport(int deaths) : IEventTransport
    {
        private int _left = deaths;

        public LocalTransport Way { get; set; } = null!;

        public int Sent { get; private set; }

        public async Task<IReadOnlyList<string?>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
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
