using System.Globalization;

namespace Seaworthy.Hosting.Settings;

/// <summary>The settings that somebody set under a usual name.</summary>
internal sealed class UsualSettings
{
    private readonly List<(UsualName Name, Found Found)> _found = [];
    private readonly List<SettingFault> _faults = [];

    private UsualSettings()
    {
    }

    public IReadOnlyList<SettingFault> Faults => _faults;

    public static UsualSettings Read(SettingLookup lookup, SettingsScope scope)
    {
        var usual = new UsualSettings();
        foreach (var name in (scope.ServesAlone ? UsualNames.OfDocuments : []).Concat(UsualNames.Everywhere))
        {
            if (name.Key is { } key && usual.Value(name, key, lookup) is { } found)
            {
                usual._found.Add((name, found));
            }
        }

        return usual;
    }

    /// <summary>What stands for <paramref name="setting"/> in <paramref name="service"/>; the last of several names wins.</summary>
    public (Found, ParsedSetting)? Find(Setting setting, string service) =>
        Of(service).LastOrDefault(usual => setting.Key.Equals(usual.Name.Key, StringComparison.OrdinalIgnoreCase)) is { Found: { } found }
            ? (found, ParsedSetting.Of(setting, found.Value))
            : null;

    /// <summary>Names of entries of <paramref name="table"/> that somebody set.</summary>
    public IEnumerable<string> Names(Setting table, string service) => Of(service).Select(usual => usual.Name.Key!)
        .Where(key => key.StartsWith(table.Key + ":", StringComparison.OrdinalIgnoreCase)).Select(key => key[(table.Key.Length + 1)..]);

    private IEnumerable<(UsualName Name, Found Found)> Of(string service) => _found.Where(usual => usual.Name.Service is null || usual.Name.Service == service);

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
