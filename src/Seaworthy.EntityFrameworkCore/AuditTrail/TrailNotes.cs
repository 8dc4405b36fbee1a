using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>Lines about what the context does not see by itself.</summary>
public static class TrailNotes
{
    /// <summary>
    /// A line of the trail, saved with whatever else this session saves; nothing where the model has no trail. Who, when and from where are filled in.
    /// </summary>
    /// <param name="context">The session's context.</param>
    /// <param name="action">What happened: <c>changed</c>, or a word of your own.</param>
    /// <param name="kind">To what kind of thing.</param>
    /// <param name="id">Which one; null where there is none.</param>
    /// <param name="columns">The columns that have another value now.</param>
    public static void NoteTrail(this DbContext context, string action, string kind, string? id, params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Model.FindEntityType(typeof(TrailRow)) is not null)
        {
            context.Add(new TrailRow { Action = action, ObjectKind = kind, ObjectId = id, Columns = string.Join(' ', columns) });
        }
    }

    /// <summary>The same about a row whose entity is <c>Audited</c>.</summary>
    /// <param name="context">The session's context.</param>
    /// <param name="action">What happened: <c>changed</c>, or a word of your own.</param>
    /// <param name="id">Which one, as its lines have it; null where nobody knows.</param>
    /// <param name="columns">The columns that have another value now.</param>
    /// <exception cref="InvalidOperationException">The entity is not <c>Audited</c>.</exception>
    public static void NoteTrail<TEntity>(this DbContext context, string action, object? id, params IReadOnlyList<string> columns)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(context);
        var kind = context.Model.FindEntityType(typeof(TEntity))?.AuditedKind()
            ?? throw new InvalidOperationException($"{typeof(TEntity).Name} is not Audited(…) in the model of {context.GetType().Name}.");
        context.NoteTrail(action, kind, id is null ? null : Convert.ToString(id, CultureInfo.InvariantCulture), columns);
    }
}
