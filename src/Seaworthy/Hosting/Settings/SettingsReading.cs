namespace Seaworthy.Hosting.Settings;

/// <summary>The settings of the process, or of one service, as they were read.</summary>
/// <param name="Name">The service; empty for the process.</param>
/// <param name="Options">What the code runs on; a faulty setting has its default there.</param>
/// <param name="Values">Every setting with the source that won.</param>
/// <param name="Faults">What cannot be used.</param>
internal sealed record SettingsReading(
    string Name, SeaworthyOptions Options, IReadOnlyList<SettingValue> Values, IReadOnlyList<SettingFault> Faults)
{
    /// <summary>Where the value of a setting comes from: <c>Seaworthy:Bounds:DeadlineMs</c> is <c>Bounds:DeadlineMs</c> here.</summary>
    public string SourceOf(string key) =>
        Values.FirstOrDefault(value => value.Setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase))?.Source ?? SettingValue.Unset;
}

/// <summary>One effective setting.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Key">Its full key, as the source that won wrote it.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">Who said so.</param>
internal sealed record SettingValue(Setting Setting, string Key, object? Value, string Source)
{
    public const string Unset = "default";
    public const string ByCode = "code";
}
