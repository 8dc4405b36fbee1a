using Microsoft.Extensions.Configuration;

namespace Seaworthy.Hosting.Settings;

/// <summary><c>.env</c>, then <c>.env.{Environment}</c>: what stands in the second wins. Never watched; read again when somebody says so.</summary>
internal sealed class DotEnvSource(string folder, string environment) : IConfigurationSource
{
    public IReadOnlyList<string> Paths { get; } =
        [Path.Combine(folder, ".env"), Path.Combine(folder, $".env.{environment.ToLowerInvariant()}")];

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new DotEnvProvider(this);
}

/// <summary>The entries as configuration, each with its line.</summary>
internal sealed class DotEnvProvider(DotEnvSource source) : ConfigurationProvider, ITellsPlace
{
    private Dictionary<string, string> _places = [];

    public IReadOnlyList<SettingFault> Faults { get; private set; } = [];

    public string PlaceOf(string key) => _places.GetValueOrDefault(key, ".env");

    public override void Load()
    {
        var files = source.Paths.Where(File.Exists).Select(DotEnvFile.Read).ToList();
        Faults = [.. files.SelectMany(file => file.Faults)];
        var (values, places) = (new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        foreach (var entry in files.SelectMany(file => file.Entries))
        {
            var key = entry.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            values[key] = entry.Value;
            places[key] = entry.Place;
        }

        (Data, _places) = (values, places);
    }
}
