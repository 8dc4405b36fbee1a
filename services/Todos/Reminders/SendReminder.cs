using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Mail;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Reminders;

/// <summary>
/// Tells an employee that a todo is due, once for the todo, the date and whose it is. What has been done, put off or given to somebody else meanwhile is not told of. While the mail server
/// is away the job is tried again.
/// </summary>
internal sealed class SendReminder(Session<TodosDb> session, ServiceMail<TodosDb> mails, MailTemplates templates)
{
    public static JobKind<DueTodo> Kind { get; } = MailJobs.Kind<DueTodo>("send-reminder");

    public Task HandleAsync(DueTodo due, JobRun run, CancellationToken cancellationToken) => mails.SendAsync(
        run, string.Create(CultureInfo.InvariantCulture, $"todo-due:{due.TodoId}:{due.DueDate:O}{(due.AssigneeId is { } whose ? $":{whose}" : "")}"), ct => WriteAsync(due, ct), cancellationToken);

    private async Task<MailMessage?> WriteAsync(DueTodo due, CancellationToken cancellationToken)
    {
        var found = await session.ReadAsync(
            (db, ct) => db.Todos.Where(todo => todo.Id == due.TodoId && todo.DueDate == due.DueDate && !todo.Completed && todo.Assignee!.Email != null && (due.AssigneeId == null || todo.AssigneeId == due.AssigneeId))
                .Select(todo => new { todo.Title, todo.Assignee!.Name, Email = todo.Assignee.Email! }).SingleOrDefaultAsync(ct),
            cancellationToken);
        return found is null ? null : templates.Write(ReminderWords.Due, found.Email, new(due.TodoId, found.Title, due.DueDate, found.Name));
    }
}
