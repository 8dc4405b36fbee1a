using Seaworthy.Hosting.Settings;

namespace Seaworthy.Mail;

/// <summary>Fills in templates, with the words of <c>Mail:Templates</c> where there are such: those of the services are replaced without compiling anything.</summary>
public sealed class MailTemplates
{
    private const string SubjectLine = "Subject:";
    private readonly Dictionary<string, MailWords> _replaced = new(StringComparer.Ordinal);

    /// <exception cref="SettingsException">A file in the folder cannot be used.</exception>
    internal MailTemplates(string? folder, IEnumerable<IMailTemplate> templates)
    {
        if (folder is null)
        {
            return;
        }

        var faults = new List<SettingFault>();
        foreach (var template in templates.DistinctBy(template => template.Name))
        {
            try
            {
                if (Read(Path.Combine(folder, template.Name), template.Names) is { } words)
                {
                    _replaced.Add(template.Name, words);
                }
            }
            catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
            {
                faults.Add(new($"{SeaworthyOptions.Section}:Mail:Templates", folder, $"template {template.Name} cannot be used: {exception.Message}", "the folder"));
            }
        }

        if (faults.Count > 0)
        {
            throw new SettingsException(faults);
        }
    }

    /// <summary>The mail.</summary>
    /// <param name="template">Its words, where no file has others.</param>
    /// <param name="to">Whose e-mail.</param>
    /// <param name="model">What is filled in.</param>
    public MailMessage Write<TModel>(MailTemplate<TModel> template, string to, TModel model)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Fill(_replaced.GetValueOrDefault(template.Name, template.Words), to, model);
    }

    private static MailWords? Read(string path, IReadOnlyCollection<string> names)
    {
        var (text, html) = ($"{path}.txt", $"{path}.html");
        if (!File.Exists(text))
        {
            return File.Exists(html) ? throw new FormatException($"there is a {Path.GetFileName(html)} and no {Path.GetFileName(text)}, which has the subject and the text") : null;
        }

        var words = File.ReadAllText(text).ReplaceLineEndings("\n");
        var parts = words.Split("\n\n", 2);
        return words.StartsWith(SubjectLine, StringComparison.Ordinal) && parts is [var subject, var rest] && !subject.Contains('\n', StringComparison.Ordinal)
            ? new(new(subject[SubjectLine.Length..].Trim(), names), new(rest, names), File.Exists(html) ? new(File.ReadAllText(html), names) : null)
            : throw new FormatException($"{Path.GetFileName(text)} must begin with a line 'Subject: …' and an empty one");
    }
}
