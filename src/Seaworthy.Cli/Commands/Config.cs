using System.CommandLine;
using Seaworthy.Cli.Hosting;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy config</c>: every setting in force, where it comes from, what it would be otherwise (R63).</summary>
internal sealed class Config(Terminal terminal)
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "config", "print settings in force, and where each came from",
            "seaworthy config", "seaworthy config Cors", "seaworthy config Services:grocery --json");
        var prefix = new Argument<string?>("prefix") { Arity = ArgumentArity.ZeroOrOne, Description = "Only keys that start so, with or without Seaworthy: before them." };
        command.Arguments.Add(prefix);
        var host = new TargetOptions(command);
        var json = Json.Option(command);
        command.SetAction(parsed => new Config(terminal).Run(host.ReadHost(parsed), parsed.GetValue(prefix), parsed.GetValue(json)));
        return command;
    }

    private int Run(HostRequest request, string? prefix, bool json)
    {
        var host = ToolHost.Read(request);
        var shown = host.Seaworthy.Readings.SelectMany(reading => Of(reading, host.Seaworthy.Readings[0])).Where(row => row.Matches(prefix)).ToList();
        var environment = new Row("ENVIRONMENT", host.Builder.Environment.EnvironmentName, host.EnvironmentSource, "Production");
        var names = (request.Alone is null ? UsualNames.Everywhere : UsualNames.Everywhere.Concat(UsualNames.OfDocuments))
            .Where(name => name.Key is null && prefix is null && !name.Name.EndsWith("ENVIRONMENT", StringComparison.Ordinal))
            .Select(name => Row.Of(name, host.Seaworthy.Lookup.Find(name.Name))).OfType<Row>()
            .Prepend(environment).Where(_ => prefix is null).ToList();
        if (json)
        {
            terminal.Json(new { schema = "seaworthy.config/1", settings = names.Concat(shown) });
        }
        else if (shown.Count + names.Count > 0)
        {
            terminal.Table([["SETTING", "VALUE", "SOURCE", "DEFAULT"], .. names.Concat(shown).Select(row => row.Cells)]);
        }

        host.StopAtFaults();
        return shown.Count + names.Count > 0
            ? ExitCode.Yes
            : throw new Refusal(ExitCode.No, $"no setting starts with '{prefix}'{Nearest.Hint(prefix!, SettingsSchema.All.Select(setting => setting.Key.Split(':')[0]).Distinct())}");
    }

    // A service's line is shown where it differs from the process's: all others would say the same again.
    private static IEnumerable<Row> Of(SettingsReading reading, SettingsReading process) =>
        from value in reading.Values
        let before = process.Values.FirstOrDefault(other => other.Setting.Key == value.Setting.Key)
        where reading == process || before is null || !SettingText.Same(value.Value, before.Value)
        select new Row(
            $"{(reading == process ? SeaworthyOptions.Section : $"Services:{reading.Name}")}:{value.Setting.Key}",
            SettingText.Show(value.Setting, value.Value),
            value.Source,
            SettingText.Plain(value.Setting.Default));

    private sealed record Row(string Key, string Value, string Source, string Default)
    {
        public static Row? Of(UsualName name, Found? found) => found is null
            ? null
            : new(name.Name, name.IsSecret || found.Value.Contains("://", StringComparison.Ordinal) ? SettingText.Hidden : found.Value, found.Source, name.Note);

        // A list of twenty header names would make every line as long as itself; --json has all of it.
        public string[] Cells => [Key, Short(Value), Source, Short(Default)];

        public bool Matches(string? prefix) => prefix is null
            || Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            || Setting.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

        private static string Short(string text) => text.Length > 48 ? $"{text[..47]}…" : text;

        // Without "Seaworthy:" or "Services:grocery:": both are asked for as "Bounds".
        private string Setting => Key.Split(':') is ["Services", _, .. var rest] ? string.Join(':', rest) : Key[(Key.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
