using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Companies;

/// <summary>Changes the caller's company from the version in If-Match.</summary>
internal sealed class ChangeCompany(Session<WorkforceDb> session, Callers callers, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<CompanyChange> body, HttpContext context, ItemView<WorkforceDb, Company> view, CancellationToken cancellationToken)
    {
        var (caller, problem) = await callers.FindAsync(context);
        if ((problem ?? EntityTag.Missing(context.Request, "company")) is { } refused)
        {
            return refused;
        }

        return await session.OfTenant(caller!.CompanyId).AnswerAsync(
            async (db, ct) => await ChangeAsync(db, caller.CompanyId, id, body.Value, context.Request, ct) ?? view.Show(id),
            cancellationToken,
            touches: () => Touched.Company(id));
    }

    private async Task<Problem?> ChangeAsync(
        WorkforceDb db, long own, long id, CompanyChange body, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await db.Companies.SingleOrDefaultAsync(c => c.Id == id && c.Id == own, cancellationToken) is not { } company)
        {
            return Problem.NotFound("Company", id);
        }

        if (body.MasterCompanyId is { } master && !await db.MasterCompanies.AnyAsync(c => c.Id == master, cancellationToken))
        {
            return Problem.Validation([new($"must be the id of a master company; there is none with {master}", Pointer: "#/master_company_id")]);
        }

        if (!EntityTag.Matches(request, company.Version))
        {
            return EntityTag.Changed("company");
        }

        (company.Name, company.Industry, company.MasterCompanyId) = (body.Name, body.Industry, body.MasterCompanyId);
        company.UpdatedAt = Instant.Now(time);
        company.Version++;
        return null;
    }
}
