using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Seaworthy.Hosting;
using Seaworthy.Messaging;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Messaging;

/// <summary>How the sending of events ends; over real databases and brokers it is tested beside these.</summary>
[Trait("Requirement", "R90")]
[Trait("Requirement", "R18")]
public sealed class OutboxRelayTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_way_on_which_nothing_moves_holds_a_stop_up_for_five_seconds_and_no_longer()
    {
        var way = new DeepWay();
        using var relay = Relay(new FullOutbox(), way);
        await relay.StartAsync(default);
        await way.Entered.Task;

        await relay.StopAsync(default);
        var stopped = ((IHostedLifecycleService)relay).StoppedAsync(default);
        await UntilSomebodyWaitsAsync(TimeSpan.FromSeconds(5));
        stopped.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(5));

        await stopped.WaitAsync(TimeSpan.FromSeconds(10));
        way.WasLeft.ShouldBeTrue();
    }

    [Fact]
    public async Task A_way_that_is_closed_holds_nobody_up()
    {
        var way = new ClosedWay();
        using var relay = Relay(new FullOutbox(), way);
        await relay.StartAsync(default);
        await way.Tried.Task;

        await relay.StopAsync(default);
        await ((IHostedLifecycleService)relay).StoppedAsync(default).WaitAsync(TimeSpan.FromSeconds(10));

        way.Tries.ShouldBeLessThanOrEqualTo(2);
    }

    private OutboxRelay Relay(IOutbox outbox, IEventTransport way) =>
        new(outbox, way, new MessagingMetrics(_services.GetRequiredService<IMeterFactory>()), _time, NullLogger<OutboxRelay>.Instance);

    private async Task UntilSomebodyWaitsAsync(TimeSpan time)
    {
        while (_time.Next is not { } next || next > time)
        {
            await Task.Yield();
        }
    }

    /// <summary>Has one event for ever.</summary>
    private sealed class FullOutbox : IOutbox
    {
        public string Service => "shop";

        public Bell Bell { get; } = new();

        public async Task<RelayTurn> RelayAsync(Func<IReadOnlyList<SentEvent>, Task<IReadOnlyList<EventAnswer>>> send, CancellationToken cancellationToken)
        {
            await send([new(Guid.Empty, "shop.sold.v1", "1", 1, "{}", null, null, null, default)]);
            return new(IsMine: true, HasMore: false, 1, 0, null);
        }

        public Task<WaitingEvents> WaitingAsync(CancellationToken cancellationToken) => Task.FromResult(new WaitingEvents(1, null));
    }

    /// <summary>What goes in does not come out.</summary>
    private sealed class DeepWay : IEventTransport
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasLeft { get; private set; }

        public async Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
        {
            Entered.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                return [];
            }
            finally
            {
                WasLeft = true;
            }
        }
    }

    /// <summary>Nobody is there.</summary>
    private sealed class ClosedWay : IEventTransport
    {
        private int _tries;

        public int Tries => _tries;

        public TaskCompletionSource Tried { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyList<EventAnswer>> SendAsync(IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _tries);
            Tried.TrySetResult();
            throw new IOException("Connection refused");
        }
    }
}
