using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Seaworthy.Secrets;

namespace Seaworthy.Hosting.Settings;

/// <summary>
/// Puts our three sources into the host's list: JSON files, <c>.env</c> files, environment variables, secret files, a Vault,
/// command line; the later one wins.
/// </summary>
internal static class SettingsSources
{
    public static void AddTo(ConfigurationManager configuration, IHostEnvironment environment, SettingsScope scope)
    {
        var sources = configuration.Sources;
        var env = new DotEnvSource(environment.ContentRootPath, environment.EnvironmentName);
        if (env.Paths.Any(File.Exists))
        {
            sources.Insert(After<JsonConfigurationSource>(sources), env);
        }

        var folder = Path.GetFullPath(
            configuration[$"{SeaworthyOptions.Section}:{nameof(SeaworthyOptions.SecretsDirectory)}"] ?? new SeaworthyOptions().SecretsDirectory);
        if (Directory.Exists(folder))
        {
            sources.Insert(After<EnvironmentVariablesConfigurationSource>(sources), SecretFiles(folder));
        }

        if (VaultSource.Find(configuration, scope) is { } vault)
        {
            sources.Insert(Math.Max(After<EnvironmentVariablesConfigurationSource>(sources), After<KeyPerFileConfigurationSource>(sources, before: 0)), vault);
        }
    }

    // Only what is ours: a folder of secrets may hold those of other programs.
    private static KeyPerFileConfigurationSource SecretFiles(string folder) => new()
    {
        FileProvider = new PhysicalFileProvider(folder),
        Optional = true,
        IgnoreCondition = name => !name.StartsWith("Seaworthy__", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("Services__", StringComparison.OrdinalIgnoreCase)
            && UsualNames.Find(name) is null,
    };

    private static int After<TSource>(IList<IConfigurationSource> sources, int? before = null)
    {
        for (var i = sources.Count - 1; i >= 0; i--)
        {
            if (sources[i] is TSource)
            {
                return i + 1;
            }
        }

        return before ?? sources.Count;
    }
}
