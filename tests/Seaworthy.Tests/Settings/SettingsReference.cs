using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Tests.Settings;

/// <summary>Makes <c>.env.example</c> and the reference page out of the option classes and their comments.</summary>
internal static partial class SettingsReference
{
    private static readonly XDocument Comments = XDocument.Load(Path.ChangeExtension(typeof(SeaworthyOptions).Assembly.Location, ".xml"));

    public static string EnvExample()
    {
        var text = new StringBuilder("""
            # Every setting of Seaworthy. Copy this file to .env and take the # away from what you change; what stands here is
            # the default. Environment variables win over .env, and .env.production wins over .env in Production.
            # Made from the code: SEAWORTHY_UPDATE_DOCS=1 ./test writes it anew.

            # The names that everybody uses.
            # DATABASE_URL=postgresql://user:password@localhost:5432/seaworthy
            # REDIS_URL=redis://localhost:6379/0
            # SMTP_URL=smtp://user:password@localhost:587
            # ENVIRONMENT=development
            # PORT=8000
            # LOG_LEVEL=INFO

            """);
        foreach (var section in Sections())
        {
            text.Append('\n');
            foreach (var setting in section)
            {
                foreach (var line in Wrapped(Comment(setting)))
                {
                    text.Append("# ").Append(line).Append('\n');
                }

                text.Append("# ").Append(setting.Variable).Append('=').Append(Example(setting)).Append('\n');
            }
        }

        return text.ToString();
    }

    public static string Page()
    {
        var text = new StringBuilder("""
            # Settings

            Made from the option classes: `SEAWORTHY_UPDATE_DOCS=1 ./test` writes this page anew. [The guide](../guides/settings.md)
            says where settings come from and which one wins; `seaworthy config` shows those that are in force.

            `Seaworthy:Bounds:UrlChars` is `Seaworthy__Bounds__UrlChars` as a variable, and `Services:grocery:Bounds:UrlChars` for one service. What ends with * the process has
            once for all its services: given to one of them it stops the start.

            """);
        foreach (var section in Sections())
        {
            text.Append($"\n## {(section.Key.Length == 0 ? "The process" : section.Key)}\n\n| setting | allowed | default | what it is |\n|---|---|---|---|\n");
            foreach (var setting in section)
            {
                text.Append($"| `{setting.Key}` | {SettingText.Allowed(setting)} | `{SettingText.Plain(setting.Default)}` | {Comment(setting, "`").Replace("|", "\\|", StringComparison.Ordinal)}{(setting.IsOfProcess ? " *" : "")} |\n");
            }
        }

        text.Append("\n## Other names\n\nThe full name wins over these. Those of the documents are understood where one service is served alone.\n\n| name | stands for |\n|---|---|\n");
        foreach (var name in UsualNames.Everywhere.Concat(UsualNames.OfDocuments))
        {
            text.Append($"| `{name.Name}` | {(name.Key is null ? name.Note : $"`Seaworthy:{name.Key}`{(name.Plus is null ? "" : $", with `{name.Plus}` added")}{(name.Service is null ? "" : $", where {name.Service} is served alone")}")} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<IGrouping<string, Setting>> Sections() =>
        SettingsSchema.All.Concat(SettingsSchema.Tables.Select(table => table.Entry("NAME"))).GroupBy(setting => setting.Key.Contains(':') ? setting.Key[..setting.Key.LastIndexOf(':')] : "")
            .OrderBy(section => section.Key, StringComparer.Ordinal);

    private static string Example(Setting setting) =>
        setting.Default is null ? "" : SettingText.Plain(setting.Default) is "(none)" ? "" : SettingText.Plain(setting.Default).Replace(", ", ",", StringComparison.Ordinal);

    private static string Comment(Setting setting, string code = "")
    {
        var name = $"P:{setting.Property.DeclaringType!.FullName}.{setting.Property.Name}";
        var summary = Comments.Descendants("member").Single(member => (string?)member.Attribute("name") == name).Element("summary")!;
        var words = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } element => $"{code}{element.Value}{code}",
            XElement element => $"{code}{((string?)element.Attribute("cref"))?.Split('.')[^1]}{code}",
            XText plain => plain.Value,
            _ => "",
        }));
        return Spaces().Replace(words, " ").Trim();
    }

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length > 110)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
            }

            line.Append(word).Append(' ');
        }

        yield return line.ToString().TrimEnd();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
