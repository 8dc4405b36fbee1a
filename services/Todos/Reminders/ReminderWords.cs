using System.Globalization;
using Seaworthy.Mail;

namespace Seaworthy.Todos.Reminders;

/// <summary>What employees are told, where <c>Mail:Templates</c> has no other words: a file <c>todo-due</c>.</summary>
internal static class ReminderWords
{
    private static readonly Dictionary<string, Func<TodoToTell, string>> Values = new(StringComparer.Ordinal)
    {
        ["name"] = todo => todo.Name,
        ["title"] = todo => todo.Title,
        ["todo"] = todo => $"{todo.Id}",
        ["due"] = todo => todo.DueDate.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
    };

    public static MailTemplate<TodoToTell> Due { get; } = new("todo-due", "Due {{due}}: {{title}}", """
        Hello {{name}},

        "{{title}}" (todo {{todo}}) is yours and is due at {{due}}.

        """, """
        <p>Hello {{name}},</p>
        <p><b>{{title}}</b> (todo {{todo}}) is yours and is due at {{due}}.</p>

        """, Values);
}

/// <summary>What a reminder is about.</summary>
internal sealed record TodoToTell(long Id, string Title, DateTime DueDate, string Name);
