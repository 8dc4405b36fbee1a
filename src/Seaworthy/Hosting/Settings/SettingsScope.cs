using Microsoft.Extensions.Hosting;

namespace Seaworthy.Hosting.Settings;

/// <summary>What decides which rules settings are held to.</summary>
/// <param name="Environment">Name of the environment.</param>
/// <param name="ServesAlone">True where one service of ours is served alone: the names of its document are understood.</param>
internal sealed record SettingsScope(string Environment, bool ServesAlone = false)
{
    /// <summary>Other people depend on it: what is only convenient at a desk is refused.</summary>
    public bool IsLive => Environment == Environments.Production || Environment == Environments.Staging;
}
