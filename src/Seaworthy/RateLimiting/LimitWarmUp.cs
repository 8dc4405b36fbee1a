using Microsoft.Extensions.Hosting;

namespace Seaworthy.RateLimiting;

/// <summary>
/// Asks Redis a few times before the first request does: the script is there then, and the code is compiled, which takes longer than a
/// request would wait. Where Redis is away it is left alone.
/// </summary>
internal sealed class LimitWarmUp(LimitCalls calls, LimitClock clock) : IHostedService
{
    private const int Times = 8;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var policy = new LimitPolicy("start", new(1000, 1_000_000), default, new LimitCounts("", "start"));
        var (charge, decision) = (new LimitCharge(policy, 1), new LimitDecision());
        for (var i = 0; i < Times; i++)
        {
            decision.Begin(clock.Now);
            decision.Add(charge, new LimitCaller(default, 0, 0, Environment.MachineName));
            var answer = decision.WaitAsync();
            if (calls.TryAsk(decision))
            {
                await answer;
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
