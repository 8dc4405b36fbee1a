using Microsoft.Extensions.Hosting;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.IntegrationTests.Messaging;

/// <summary>Publishes while the process stops, when nearly all has stopped: as a request or a job does that comes to its end.</summary>
internal sealed class LastWords(Session<PierDb> pier, ServiceEvents<PierDb> events) : IHostedService
{
    public static Arrival Said { get; } = new("Stormcock", 1);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => pier.WriteAsync(
        async (db, ct) =>
        {
            await events.PublishAsync(db, PierModule.Arrived, Said, ct);
            return true;
        },
        cancellationToken);
}
