using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Documents;

/// <summary>Takes a document in for the caller's company.</summary>
internal sealed class ReceiveDocument(Session<WorkforceDb> session, Callers callers, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewDocument> body, HttpContext context, ItemView<WorkforceDb, Document> view, string address, CancellationToken cancellationToken)
    {
        var (company, problem) = await callers.OfCompanyAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        var now = Instant.Now(time);
        var document = new Document
        {
            TenantId = company,
            Title = body.Value.Title,
            Content = body.Value.Content,
            Status = DocumentStatus.Received,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await session.OfTenant(company).AnswerAsync(
            async (db, ct) =>
            {
                db.Documents.Add(document);
                await db.SaveChangesAsync(ct);
                return view.ShowNew(document, $"{address}/{document.Id}");
            },
            cancellationToken,
            touches: () => Touched.Document(company, document.Id));
    }
}
