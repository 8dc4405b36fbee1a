using System.Globalization;

namespace Seaworthy.Hosting.Settings;

/// <summary>The settings that somebody set under a usual name.</summary>
internal sealed class UsualSettings
{
    private readonly Dictionary<string, Found> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingFault> _faults = [];

    private UsualSettings()
    {
    }

    public IReadOnlyList<SettingFault> Faults => _faults;

    public static UsualSettings Read(SettingLookup lookup, SettingsScope scope)
    {
        var usual = new UsualSettings();
        foreach (var name in UsualNames.Everywhere.Concat(scope.ServesAlone ? UsualNames.OfDocuments : []))
        {
            if (name.Key is { } key && usual.Value(name, key, lookup) is { } found)
            {
                usual._found[key] = found;
            }
        }

        return usual;
    }

    public (Found, ParsedSetting)? Find(Setting setting) =>
        _found.TryGetValue(setting.Key, out var found) ? (found, ParsedSetting.Of(setting, found.Value)) : null;

    private Found? Value(UsualName name, string key, SettingLookup lookup)
    {
        var found = lookup.Find(name.Name);
        var extra = name.Plus is null ? null : lookup.Find(name.Plus);
        if (extra is null)
        {
            return found is null ? null : found with { Value = name.Convert(found.Value) };
        }

        var size = found?.Value ?? SettingText.Plain(SettingsSchema.Find(key)!.Default);
        if (int.TryParse(size, CultureInfo.InvariantCulture, out var own) && int.TryParse(extra.Value, CultureInfo.InvariantCulture, out var more))
        {
            var sum = (own + (long)more).ToString(CultureInfo.InvariantCulture);
            return extra with { Value = sum, Source = found is null ? extra.Source : $"{found.Source} + {extra.Source}" };
        }

        if (!int.TryParse(extra.Value, CultureInfo.InvariantCulture, out _))
        {
            _faults.Add(new(extra.Key, extra.Value, "must be a whole number", extra.Source));
        }

        return found;
    }
}
