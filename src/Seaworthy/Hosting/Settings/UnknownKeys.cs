namespace Seaworthy.Hosting.Settings;

/// <summary>Keys that no setting has: a slip of the fingers would otherwise be silence.</summary>
internal static class UnknownKeys
{
    public static IEnumerable<SettingFault> Below(string section, SettingLookup lookup)
    {
        foreach (var found in lookup.Below(section).DistinctBy(found => found.Key, StringComparer.OrdinalIgnoreCase))
        {
            var key = found.Key[(section.Length + 1)..];
            if (IsKnown(key, found.Value))
            {
                continue;
            }

            var hint = Nearest.Hint(key, SettingsSchema.All.Concat(SettingsSchema.Tables).Select(setting => setting.Key));
            yield return new(found.Key, null, $"is no setting{hint}", found.Source);
        }
    }

    private static bool IsKnown(string key, string value)
    {
        var parent = key.LastIndexOf(':') is > 0 and var colon ? key[..colon] : "";
        return SettingsSchema.Find(key) is not null
            || (SettingsSchema.Find(parent) is { IsList: true } && int.TryParse(key[(parent.Length + 1)..], out _))
            // "Cors": {} in a file.
            || (value.Length == 0 && SettingsSchema.IsSection(key));
    }
}
