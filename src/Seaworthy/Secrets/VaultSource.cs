using System.Globalization;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Secrets;

/// <summary>The settings of a Vault. What cannot be read at the start stops it; later what was read last goes on.</summary>
internal sealed class VaultSource(VaultOptions options, SettingsScope scope) : IConfigurationSource
{
    public VaultOptions Options { get; } = options;

    public VaultRead Read { get; } = new(options, scope);

    /// <summary>Where the other sources say that one is; null where they do not.</summary>
    public static VaultSource? Find(IConfiguration configuration, SettingsScope scope)
    {
        var section = configuration.GetSection($"{SeaworthyOptions.Section}:Secrets:Vault");
        if (section[nameof(VaultOptions.Address)] is not { Length: > 0 } address)
        {
            return null;
        }

        var options = new VaultOptions
        {
            Address = address,
            Token = section[nameof(VaultOptions.Token)] ?? configuration["VAULT_TOKEN"],
            TokenFile = section[nameof(VaultOptions.TokenFile)],
            Namespace = section[nameof(VaultOptions.Namespace)],
        };
        options.Mount = section[nameof(VaultOptions.Mount)] ?? options.Mount;
        options.Path = section[nameof(VaultOptions.Path)] ?? options.Path;
        // One that is no number is told as a fault with all others.
        options.RefreshSeconds = int.TryParse(section[nameof(VaultOptions.RefreshSeconds)], CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : options.RefreshSeconds;
        return new(options, scope);
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new VaultProvider(this);
}

/// <summary>The members as configuration.</summary>
internal sealed class VaultProvider(VaultSource source) : ConfigurationProvider
{
    private IReadOnlyDictionary<string, string> _members = new Dictionary<string, string>();

    public IReadOnlyList<SettingFault> Faults { get; private set; } = [];

    public VaultOptions Options => source.Options;

    /// <summary>For people: <c>vault secret/seaworthy</c>.</summary>
    public string Place => $"vault {source.Options.Mount}/{source.Options.Path}";

    public override void Load()
    {
        try
        {
            Take(source.Read.Read());
        }
        catch (VaultException exception)
        {
            Faults = [new($"{SeaworthyOptions.Section}:Secrets:Vault:Address", source.Options.Address, $"{exception.Message} ({Place})", "start")];
        }
    }

    /// <summary>Looks again; the names of what has changed.</summary>
    /// <exception cref="VaultException">It cannot be read, and what was read last stays.</exception>
    public IReadOnlyList<string> Refresh()
    {
        var (before, members) = (_members, source.Read.Read());
        string[] changed =
        [
            .. before.Keys.Union(members.Keys, StringComparer.OrdinalIgnoreCase)
                .Where(name => before.GetValueOrDefault(name) != members.GetValueOrDefault(name)).Order(StringComparer.Ordinal),
        ];
        if (changed.Length > 0)
        {
            Take(members);
            OnReload();
        }

        return changed;
    }

    /// <summary>Which setting a member is.</summary>
    internal static string KeyOf(string member) => member.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    private void Take(IReadOnlyDictionary<string, string> members)
    {
        _members = members;
        Data = members.ToDictionary(member => KeyOf(member.Key), string? (member) => member.Value, StringComparer.OrdinalIgnoreCase);
    }
}
