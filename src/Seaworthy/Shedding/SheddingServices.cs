using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Shedding;

/// <summary>What shedding needs.</summary>
internal static class SheddingServices
{
    public static void AddShedding(this IServiceCollection services, SheddingOptions options)
    {
        // The machine's clock, whatever clock the host is given: threads are the machine's too.
        services.AddSingleton(_ => new QueueDelay(TimeProvider.System, PutBehind));
        services.AddSingleton(sp =>
        {
            var delay = sp.GetRequiredService<QueueDelay>();
            return new LoadGate(TimeSpan.FromMilliseconds(options.DelayMs), () => delay.Waiting);
        });
        services.AddSingleton<LoadAnswers>();
        services.AddSingleton<SheddingMetrics>();
        services.AddSingleton(sp => new SheddingStage(sp.GetRequiredService<LoadAnswers>()));
        services.AddSingleton(sp => new MissStage(sp.GetRequiredService<LoadAnswers>()));
        if (options.Enabled)
        {
            services.AddHostedService<LoadWatch>();
        }
    }

    // Where the server puts each request too, and not in front, where timers and what a thread makes for itself have their own.
    private static void PutBehind(QueueDelay delay) => ThreadPool.UnsafeQueueUserWorkItem(static one => one.Come(), delay, preferLocal: false);
}
