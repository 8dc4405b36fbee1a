using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Todos.Data;

/// <summary>
/// Changes and removes rows from the version in If-Match: 404 for what is not there, 412 where somebody has changed it meanwhile, and for a change 428
/// without one.
/// </summary>
internal sealed class RowChanges(Session<TodosDb> session)
{
    /// <summary>Changes one.</summary>
    /// <param name="what">What it is called, in small letters.</param>
    /// <param name="id">Which.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="view">How it is shown afterwards.</param>
    /// <param name="find">Finds it.</param>
    /// <param name="change">Makes it what the body says; a problem takes all back.</param>
    /// <param name="touches">Tags of kept answers that it is in.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<IResult> MakeAsync<TRow>(
        string what, long id, HttpContext context, ItemView<TodosDb, TRow> view, Func<TodosDb, CancellationToken, Task<TRow?>> find,
        Func<TodosDb, TRow, CancellationToken, ValueTask<Problem?>> change, IReadOnlyList<string> touches, CancellationToken cancellationToken)
        where TRow : class, IVersioned
    {
        if (EntityTag.Missing(context.Request, what) is { } missing)
        {
            return missing;
        }

        return await session.AnswerAsync(
            async (db, ct) =>
            {
                var row = await find(db, ct);
                if (Refusal(row, what, id, context.Request) is { } refused)
                {
                    return refused;
                }

                row!.Version++;
                return await change(db, row, ct) ?? view.Show(id);
            },
            cancellationToken, touches: () => touches);
    }

    /// <summary>Removes one.</summary>
    /// <param name="what">What it is called, in small letters.</param>
    /// <param name="id">Which.</param>
    /// <param name="context">Of the request.</param>
    /// <param name="which">The rows that it is among, and no other.</param>
    /// <param name="before">What has to happen first; null for nothing.</param>
    /// <param name="touches">Tags of kept answers that it is in.</param>
    /// <param name="cancellationToken">The request's.</param>
    public Task<IResult> RemoveAsync<TRow>(
        string what, long id, HttpContext context, Func<TodosDb, IQueryable<TRow>> which, Func<TodosDb, CancellationToken, Task>? before,
        IReadOnlyList<string> touches, CancellationToken cancellationToken)
        where TRow : class, IVersioned => session.AnswerAsync(
        async (db, ct) =>
        {
            var row = await which(db).AsNoTracking().SingleOrDefaultAsync(ct);
            if (Refusal(row, what, id, context.Request) is { } refused)
            {
                return refused;
            }

            if (before is not null)
            {
                await before(db, ct);
            }

            // One statement decides: whoever has named a version loses to whoever changed it in between, and whoever has not takes away what there is.
            var (isAnyVersion, version) = (context.Request.Headers.IfMatch.Count == 0, row!.Version);
            if (await which(db).Where(one => isAnyVersion || one.Version == version).ExecuteDeleteAsync(ct) == 0)
            {
                return isAnyVersion ? NotFound(what, id) : EntityTag.Changed(what);
            }

            db.NoteTrail<TRow>(TrailAction.Removed, id);
            return Results.NoContent();
        },
        cancellationToken, touches: () => touches);

    private static Problem? Refusal(IVersioned? row, string what, long id, HttpRequest request) =>
        row is null ? NotFound(what, id)
        : EntityTag.Matches(request, row.Version) ? null
        : EntityTag.Changed(what);

    private static Problem NotFound(string what, long id) => Problem.NotFound($"{char.ToUpperInvariant(what[0])}{what[1..]}", id);
}
