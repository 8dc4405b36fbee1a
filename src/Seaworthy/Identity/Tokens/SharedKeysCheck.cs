using Microsoft.Extensions.Hosting;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// Stops the start where keys in the database cannot be opened: better than at the first token. A database that does not answer yet stops nothing; the
/// service is not ready before it does.
/// </summary>
internal sealed class SharedKeysCheck(KeyRing keys) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        keys.CheckShared();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
