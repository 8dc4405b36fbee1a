using System.Threading.RateLimiting;
using Polly;

namespace Seaworthy.Resilience;

/// <summary>
/// How many calls a host has at once, and how many wait: a host that has become slow takes this many of our requests with it and not all. Outside the breaker, so that
/// who waits here and then finds it open is told at once.
/// </summary>
internal sealed class Bulkhead(int most, int queue, Func<UpstreamException> refuse) : ResilienceStrategy<HttpResponseMessage>, IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = most, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    public void Dispose() => _limiter.Dispose();

    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            using var lease = await _limiter.AcquireAsync(1, context.CancellationToken);
            return lease.IsAcquired ? await callback(context, state) : Outcome.FromException<HttpResponseMessage>(refuse());
        }
        catch (OperationCanceledException exception)
        {
            return Outcome.FromException<HttpResponseMessage>(exception);
        }
    }
}
