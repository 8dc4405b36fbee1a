namespace Seaworthy.Hosting.Settings;

/// <summary>Settings that stop the start: all of them at once, one line each.</summary>
public sealed class SettingsException(IReadOnlyList<SettingFault> faults)
    : Exception(string.Join(Environment.NewLine, [Title(faults.Count), .. faults.Select(fault => $"  {fault}"), $"  fix: {Fix}"]))
{
    internal const string Fix = "change them where the brackets say; `seaworthy config` shows all";

    /// <summary>One per setting.</summary>
    public IReadOnlyList<SettingFault> Faults { get; } = faults;

    internal static string Title(int count) => count == 1 ? "1 setting is not valid" : $"{count} settings are not valid";
}
