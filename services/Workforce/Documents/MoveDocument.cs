using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Documents;

/// <summary>Moves a document of the caller's company along. One statement decides who does it.</summary>
internal sealed class MoveDocument(Session<WorkforceDb> session, Callers callers, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<DocumentStep> body, HttpContext context, ItemView<WorkforceDb, Document> view, CancellationToken cancellationToken)
    {
        var (company, problem) = await callers.OfCompanyAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        return await session.OfTenant(company).AnswerAsync(
            async (db, ct) => await MoveAsync(db, db.Documents.Where(d => d.Id == id && d.TenantId == company), id, body.Value.Status, ct) ?? view.Show(id),
            cancellationToken,
            touches: () => Touched.Document(company, id));
    }

    private async Task<Problem?> MoveAsync(
        WorkforceDb db, IQueryable<Document> which, long id, string status, CancellationToken cancellationToken)
    {
        var (now, before) = (Instant.Now(time), DocumentStatus.Before(status));
        var moved = await which.Where(d => before.Contains(d.Status)).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Status, status).SetProperty(d => d.UpdatedAt, now), cancellationToken);
        if (moved > 0)
        {
            db.NoteTrail<Document>(status, id);
            return null;
        }

        return await which.Select(d => d.Status).SingleOrDefaultAsync(cancellationToken) switch
        {
            null => Problem.NotFound("Document", id),
            // Said twice, by a caller that did not hear the first answer.
            var current when current == status => null,
            var current => Problem.Of(ProblemTypes.Conflict, $"The document is {current} and cannot become {status}: that follows {string.Join(" or ", before)}."),
        };
    }
}
