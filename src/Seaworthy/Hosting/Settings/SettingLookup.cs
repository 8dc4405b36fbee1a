using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Seaworthy.Secrets;

namespace Seaworthy.Hosting.Settings;

/// <summary>Finds a key in the configuration, together with the source that won.</summary>
internal sealed class SettingLookup
{
    // Strongest first.
    private readonly IConfigurationProvider[] _providers;

    public SettingLookup(IConfigurationRoot configuration) => _providers = [.. Flat(configuration).Reverse()];

    /// <summary>Lines of <c>.env</c> files that nobody can read, and a Vault that could not be.</summary>
    public IEnumerable<SettingFault> Faults => _providers.OfType<DotEnvProvider>().SelectMany(provider => provider.Faults)
        .Concat(_providers.OfType<VaultProvider>().SelectMany(provider => provider.Faults));

    public Found? Find(string key)
    {
        for (var i = 0; i < _providers.Length; i++)
        {
            if (_providers[i].TryGet(key, out var value) && value is not null)
            {
                return new(key, value, Source(_providers[i], key), Rank: _providers.Length - i);
            }
        }

        return null;
    }

    /// <summary>
    /// A list: whole from the strongest source that has any of it, as numbered keys or as one text with commas. Sources are
    /// not mixed: two origins in a file and one in a variable give one origin.
    /// </summary>
    public (Found First, string[] Items)? FindList(string key)
    {
        for (var i = 0; i < _providers.Length; i++)
        {
            var provider = _providers[i];
            if (provider.TryGet(key, out var text) && text is not null)
            {
                return (new(key, text, Source(provider, key), _providers.Length - i),
                    text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }

            var keys = Children(provider, key).Where(child => int.TryParse(child, CultureInfo.InvariantCulture, out _))
                .OrderBy(child => int.Parse(child, CultureInfo.InvariantCulture)).Select(child => $"{key}:{child}").ToList();
            if (keys.Count > 0)
            {
                string[] items = [.. keys.Select(child => provider.TryGet(child, out var item) ? item ?? "" : "")];
                return (new(keys[0], string.Join(", ", items), Source(provider, keys[0]), _providers.Length - i), items);
            }
        }

        return null;
    }

    /// <summary>The names that stand right below <paramref name="section"/> in any source.</summary>
    public IEnumerable<string> Names(string section) => _providers.SelectMany(provider => Children(provider, section));

    /// <summary>Every key below <paramref name="section"/> that has a value, from all sources.</summary>
    public IEnumerable<Found> Below(string section)
    {
        foreach (var provider in _providers)
        {
            foreach (var key in Leaves(provider, section))
            {
                provider.TryGet(key, out var value);
                yield return new(key, value ?? "", Source(provider, key), 0);
            }
        }
    }

    private static IEnumerable<string> Leaves(IConfigurationProvider provider, string section)
    {
        foreach (var key in Children(provider, section).Select(child => $"{section}:{child}"))
        {
            if (provider.TryGet(key, out _))
            {
                yield return key;
            }

            foreach (var leaf in Leaves(provider, key))
            {
                yield return leaf;
            }
        }
    }

    private static IEnumerable<string> Children(IConfigurationProvider provider, string key) =>
        provider.GetChildKeys([], key).Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<IConfigurationProvider> Flat(IConfiguration configuration) =>
        configuration is IConfigurationRoot root
            ? root.Providers.SelectMany(provider => provider is ChainedConfigurationProvider chained ? Flat(chained.Configuration) : [provider])
            : [];

    private static string Source(IConfigurationProvider provider, string key) => provider switch
    {
        ITellsPlace told => told.PlaceOf(key),
        EnvironmentVariablesConfigurationProvider => $"env {Variable(key)}",
        FileConfigurationProvider { Source.Path: { } path } => Path.GetFileName(path),
        KeyPerFileConfigurationProvider => $"secret file {Flattened(key)}",
        VaultProvider vault => vault.Place,
        CommandLineConfigurationProvider => $"--{key}",
        _ => "code",
    };

    // As it was written: the shell's variables tell cases apart, settings do not.
    private static string Variable(string key)
    {
        var name = Flattened(key);
        string[] spellings = [name, $"ASPNETCORE_{name}", $"DOTNET_{name}"];
        return Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .FirstOrDefault(variable => spellings.Contains(variable, StringComparer.OrdinalIgnoreCase)) ?? name;
    }

    private static string Flattened(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>A value and where it stands.</summary>
/// <param name="Key">The full key.</param>
/// <param name="Value">The text.</param>
/// <param name="Source">For people: <c>.env:3</c>, <c>env DATABASE_URL</c>.</param>
/// <param name="Rank">Higher wins.</param>
internal sealed record Found(string Key, string Value, string Source, int Rank);
