using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Dashboard;

/// <summary>
/// The dashboard of the caller's company: each workflow, the machine's score and the one that a person has validated. Two statements
/// at the most: who calls, and the page, which is kept until a workflow, a score or a name of the company changes (R39).
/// </summary>
internal sealed class ChroData(Callers callers, ChroRows rows, HybridCache cache)
{
    public static OperationDescription Description { get; } = new("The dashboard: machines' scores beside people's")
    {
        Parameters =
        [
            new("page", "integer", "The page's number.") { Default = 1, Minimum = 1 },
            new("page_size", "integer", "Lines of the page.") { Default = PageShape.StatusAndData.DefaultSize, Minimum = 1, Maximum = PageShape.StatusAndData.MaxSize },
        ],
        Response = typeof(ChroPage),
        Errors = [400, 401, 403],
    };

    public async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (query, wrong) = ChroQuery.Read(context.Request.Query);
        var (company, problem) = wrong is null ? await callers.OfCompanyAsync(context) : (0, wrong);
        if (problem is not null)
        {
            return problem;
        }

        var read = await cache.GetOrCreateAsync(
            $"chro_data:{company}:{query.Size}:{query.Skip}", (Rows: rows, Company: company, query),
            static async (asked, ct) => await asked.Rows.ReadAsync(asked.Company, asked.query.Size, asked.query.Skip, ct),
            tags: [Touched.Dashboard(company)], cancellationToken: cancellationToken);
        return Results.Ok(ChroPage.Of(read, new PageNumbers(query.Skip, query.Size, read.Total)));
    }
}
