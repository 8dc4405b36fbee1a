namespace Seaworthy.Mail;

/// <summary>A template of any model, as the start looks at it.</summary>
internal interface IMailTemplate
{
    /// <summary>Its name, and that of the files which stand for it.</summary>
    string Name { get; }

    /// <summary>The names that its texts may have in braces.</summary>
    IReadOnlyCollection<string> Names { get; }
}
