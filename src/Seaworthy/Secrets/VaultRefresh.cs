using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Secrets;

/// <summary>Looks into the Vault from time to time. While it cannot be read, what was read last goes on, and one error says so.</summary>
internal sealed class VaultRefresh(VaultProvider vault, TimeProvider time, ILogger<VaultRefresh> log) : BackgroundService
{
    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(vault.Options.RefreshSeconds), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            Look();
        }
    }

    private void Look()
    {
        try
        {
            var changed = vault.Refresh();
            if (_isAway)
            {
                _isAway = false;
                Log.VaultBack(log, vault.Place);
            }

            if (changed.Count > 0)
            {
                Log.VaultChanged(log, vault.Place, string.Join(", ", changed));
            }
        }
        catch (VaultException exception)
        {
            if (!_isAway)
            {
                _isAway = true;
                Log.VaultAway(log, vault.Place, exception.Message);
            }
        }
#pragma warning disable CA1031 // whoever listens for a change may throw what he likes: that must not end the process
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // Its name alone: the message may have a secret in it.
            Log.VaultAway(log, vault.Place, $"has changed, and somebody here cannot take that ({exception.GetBaseException().GetType().Name})");
        }
    }
}
