namespace Seaworthy.Hosting.Settings;

/// <summary>Keys that set nothing where they stand: a slip of the fingers, or one service's word about the whole process, would otherwise be silence.</summary>
internal static class UnknownKeys
{
    public static IEnumerable<SettingFault> Below(string section, SettingLookup lookup)
    {
        foreach (var found in lookup.Below(section).DistinctBy(found => found.Key, StringComparer.OrdinalIgnoreCase))
        {
            var key = found.Key[(section.Length + 1)..];
            if (SettingOf(key) is { } setting)
            {
                if (setting.IsOfProcess && section != SeaworthyOptions.Section)
                {
                    yield return new(found.Key, null, $"is the whole process's and no service's own: set {SeaworthyOptions.Section}:{setting.Key} in its place", found.Source);
                }
            }
            // "Cors": {} in a file.
            else if (found.Value.Length > 0 || !SettingsSchema.IsSection(key))
            {
                var hint = Nearest.Hint(key, SettingsSchema.All.Concat(SettingsSchema.Tables).Select(setting => setting.Key));
                yield return new(found.Key, null, $"is no setting{hint}", found.Source);
            }
        }
    }

    // Of a list each entry may have a key of its own: Cors:Origins:0.
    private static Setting? SettingOf(string key)
    {
        var parent = key.LastIndexOf(':') is > 0 and var colon ? key[..colon] : "";
        return SettingsSchema.Find(key)
            ?? (SettingsSchema.Find(parent) is { IsList: true } list && int.TryParse(key[(parent.Length + 1)..], out _) ? list : null);
    }
}
