using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Mail;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Reminders;

/// <summary>
/// Tells an employee that a todo is due. What has been done, put off or given to somebody without an e-mail meanwhile is not told of. While the mail server
/// is away the job is tried again.
/// </summary>
internal sealed class SendReminder(Session<TodosDb> session, IMailer mailer)
{
    public static JobKind<DueTodo> Kind { get; } = new("send-reminder") { Queue = "mail", Keep = TimeSpan.Zero };

    public async Task HandleAsync(DueTodo due, CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync(
            (db, ct) => db.Todos.Where(todo => todo.Id == due.TodoId && todo.DueDate == due.DueDate && !todo.Completed && todo.Assignee!.Email != null)
                .Select(todo => new { todo.Title, todo.Assignee!.Name, Email = todo.Assignee.Email! }).SingleOrDefaultAsync(ct),
            cancellationToken);
        if (found is not null)
        {
            var until = due.DueDate.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
            await mailer.SendAsync(
                new(found.Email, $"Due {until}: {OneLine(found.Title)}", $"Hello {found.Name},\n\n\"{found.Title}\" (todo {due.TodoId}) is yours and is due at {until}.\n"), cancellationToken);
        }
    }

    // A subject is a line of the mail's head.
    private static string OneLine(string title) => string.Concat(title.Select(c => char.IsControl(c) ? ' ' : c));
}
