namespace Seaworthy.Mail;

/// <summary>
/// The words of a mail, with <c>{{names}}</c> for what is filled in. Kept in a static member and told to the module with <c>AddMailTemplate</c>, so that a name
/// which is none stops the start.
/// </summary>
/// <typeparam name="TModel">What is filled in.</typeparam>
public sealed class MailTemplate<TModel> : IMailTemplate
{
    private readonly IReadOnlyDictionary<string, Func<TModel, string>> _values;

    /// <summary>Takes the words apart.</summary>
    /// <param name="name">Lower-case words with hyphens: what files of other words are called.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The text.</param>
    /// <param name="html">The same as HTML; what is filled in is encoded, and its line breaks are <c>&lt;br&gt;</c>. Null: text alone.</param>
    /// <param name="values">What each name stands for.</param>
    /// <exception cref="ArgumentException">A name in braces is none of <paramref name="values"/>.</exception>
    public MailTemplate(string name, string subject, string text, string? html, IReadOnlyDictionary<string, Func<TModel, string>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        (Name, _values) = (name, values);
        string[] names = [.. values.Keys];
        try
        {
            Words = new(new(subject, names), new(text, names), html is null ? null : new(html, names));
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"The mail template {name} cannot be filled in: {exception.Message}.", exception);
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    IReadOnlyCollection<string> IMailTemplate.Names => [.. _values.Keys];

    internal MailWords Words { get; }

    internal MailMessage Fill(MailWords words, string to, TModel model)
    {
        return new(to, words.Subject.Fill(ValueOf), words.Text.Fill(ValueOf)) { Html = words.Html?.FillHtml(ValueOf) };

        string ValueOf(string name) => _values[name](model);
    }
}

/// <summary>The three texts of a template.</summary>
internal sealed record MailWords(TemplateText Subject, TemplateText Text, TemplateText? Html);
