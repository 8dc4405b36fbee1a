using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Todos.Data;

namespace Seaworthy.Todos.Reminders;

/// <summary>
/// Finds what is due within a day and asks for a mail about each, in the transaction that writes down that it has: somebody is told of a todo and a due date once,
/// whoever dies in between.
/// </summary>
internal sealed class AskReminders(Session<TodosDb> session, ServiceJobs<TodosDb> jobs, TimeProvider time)
{
    // Each is a mail: more wait for the next transaction, so that no other writer waits long.
    private const int MostAtOnce = 500;

    /// <summary>How long before its time somebody is reminded.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    public static JobKind<ReminderRound> Kind { get; } = new("ask-reminders") { Keep = TimeSpan.Zero, MaxAttempts = 3 };

    /// <summary>Every five minutes.</summary>
    public static CronSchedule When { get; } = CronSchedule.Parse("*/5 * * * *");

    public async Task HandleAsync(CancellationToken cancellationToken)
    {
        while (await session.WriteAsync(AskAsync, cancellationToken) == MostAtOnce)
        {
        }
    }

    private async Task<int> AskAsync(TodosDb db, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var until = now + Ahead;
        var due = await db.Todos
            .Where(todo => todo.DueDate > now && todo.DueDate <= until && !todo.Completed && todo.Assignee!.Email != null)
            .Where(todo => !db.Reminders.Any(told => told.TodoId == todo.Id && told.DueDate == todo.DueDate && told.AssigneeId == todo.AssigneeId))
            .OrderBy(todo => todo.DueDate).Take(MostAtOnce).Select(todo => new DueTodo(todo.Id, todo.DueDate!.Value, todo.AssigneeId)).ToListAsync(cancellationToken);
        db.Reminders.AddRange(due.Select(one => new Reminder { TodoId = one.TodoId, DueDate = one.DueDate, AssigneeId = one.AssigneeId!.Value, AskedAt = now }));
        await jobs.EnqueueManyAsync(db, SendReminder.Kind, due, cancellationToken);
        return due.Count;
    }
}

/// <summary>One round of looking.</summary>
/// <param name="At">The time of the schedule that asked for it.</param>
internal sealed record ReminderRound(DateTime At);

/// <summary>What is to be told of.</summary>
/// <param name="AssigneeId">Whom; null in a job that an earlier build has asked for, which tells whoever has it then.</param>
internal sealed record DueTodo(long TodoId, DateTime DueDate, long? AssigneeId = null);
