namespace Seaworthy.Todos.Reminders;

/// <summary>That somebody was, or is about to be, reminded of a todo and a due date: there is one row of the three, so there is one mail.</summary>
internal sealed class Reminder
{
    public long TodoId { get; set; }

    /// <summary>The due date it is about: a todo that is put off is told of again.</summary>
    public DateTime DueDate { get; set; }

    /// <summary>Whose it was: whoever is given it is told too, though the one before him was.</summary>
    public long AssigneeId { get; set; }

    public DateTime AskedAt { get; set; }
}
