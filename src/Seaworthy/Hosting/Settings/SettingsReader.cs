namespace Seaworthy.Hosting.Settings;

/// <summary>
/// Reads options: the kit's default, the service's own, <c>Seaworthy:…</c> or its usual name, <c>Services:NAME:…</c>, code;
/// the later one wins. What is the process's is looked for in its own section alone. Never stops at the first fault.
/// </summary>
internal sealed class SettingsReader(SettingLookup lookup, SettingsScope scope)
{
    private readonly UsualSettings _usual = UsualSettings.Read(lookup, scope);

    public SettingsScope Scope { get; } = scope;

    public SettingLookup Lookup { get; } = lookup;

    public SettingsReading ReadProcess(Action<SeaworthyOptions> configure) =>
        Read("", null, _ => { }, configure, [.. Lookup.Faults, .. _usual.Faults]);

    public SettingsReading ReadService(string name, Action<SeaworthyOptions> defaults, Action<SeaworthyOptions> configure) =>
        Read(name, $"Services:{name}", defaults, configure, []);

    private SettingsReading Read(
        string name, string? section, Action<SeaworthyOptions> defaults, Action<SeaworthyOptions> configure, List<SettingFault> faults)
    {
        var options = new SeaworthyOptions();
        defaults(options);
        var values = SettingsSchema.All.Concat(Entries(section, name, options)).Select(setting => ReadOne(setting, name, section, options, faults)).ToList();
        configure(options);
        for (var i = 0; i < values.Count; i++)
        {
            var now = values[i].Setting.Get(options);
            if (!SettingText.Same(now, values[i].Value))
            {
                values[i] = values[i] with { Value = now, Source = SettingValue.ByCode };
            }
        }

        var known = values.Select(value => value.Setting.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        values.AddRange(SettingsSchema.Tables.SelectMany(table => table.Entries(options).Select(table.Entry)).Where(entry => !known.Contains(entry.Key))
            .Select(entry => new SettingValue(entry, $"{SeaworthyOptions.Section}:{entry.Key}", entry.Get(options), SettingValue.ByCode)));
        faults.AddRange(UnknownKeys.Below(section ?? SeaworthyOptions.Section, Lookup));
        var reading = new SettingsReading(name, options, values, faults);
        faults.AddRange(SettingsRules.Check(reading, Scope));
        if (name.Length > 0)
        {
            faults.AddRange(ServiceRules.Check(reading, Lookup, Scope));
        }

        return reading;
    }

    // The entries of tables: those that the service has, and those that a source names, in lower case whatever the source writes.
    private List<Setting> Entries(string? section, string name, SeaworthyOptions options) =>
    [
        .. SettingsSchema.Tables.SelectMany(table => table.Entries(options)
            .Concat(((string?[])[section, SeaworthyOptions.Section]).OfType<string>().SelectMany(place => Lookup.Names($"{place}:{table.Key}")))
            .Concat(_usual.Names(table, name))
            .Select(entry => entry.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).Select(table.Entry)),
    ];

    private SettingValue ReadOne(Setting setting, string name, string? section, SeaworthyOptions options, List<SettingFault> faults)
    {
        var key = $"{SeaworthyOptions.Section}:{setting.Key}";
        var found = (section is null || setting.IsOfProcess ? null : Find(setting, $"{section}:{setting.Key}")) ?? Find(setting, key) ?? _usual.Find(setting, name);
        var before = setting.Get(options);
        if (found is not ({ } first, var parsed))
        {
            var source = SettingText.Same(before, setting.Default) ? SettingValue.Unset : $"{name}'s own default";
            return new(setting, key, before, source);
        }

        if (!parsed.IsValid)
        {
            var shown = setting.Secret is null ? first.Value : SettingText.Hidden;
            faults.Add(new(first.Key, shown, $"must be {SettingText.Allowed(setting)}", first.Source));
            return new(setting, first.Key, before, first.Source);
        }

        setting.Set(options, parsed.Value);
        return new(setting, first.Key, parsed.Value, first.Source);
    }

    private (Found, ParsedSetting)? Find(Setting setting, string key)
    {
        if (setting.IsList)
        {
            return Lookup.FindList(key) is { } list ? (list.First with { Key = key }, new(true, list.Items)) : null;
        }

        return Lookup.Find(key) is { } found ? (found, ParsedSetting.Of(setting, found.Value)) : null;
    }
}

/// <summary>A text made into a value, or not.</summary>
internal readonly record struct ParsedSetting(bool IsValid, object? Value)
{
    public static ParsedSetting Of(Setting setting, string text) =>
        new(SettingText.TryParse(setting, text, out var value), value);
}
