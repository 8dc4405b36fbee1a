using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Dashboard;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Documents;
using Seaworthy.Workforce.History;
using Seaworthy.Workforce.Scores;
using Seaworthy.Workforce.Users;
using Seaworthy.Workforce.Workflows;

namespace Seaworthy.Workforce.Seed;

/// <summary>A company to look at: people, workflows with both kinds of score, documents. Made once; what somebody made of it stays.</summary>
internal sealed class DemoCompany(Session<WorkforceDb> session, UserNames names, TimeProvider time)
{
    private static readonly (string Email, string Username, string Name)[] People =
    [
        ("test@example.com", "testuser", "Test User"),
        ("chro@example.com", "chro", "Ada Marsh"),
        ("analyst@example.com", "analyst", "José Ortega"),
        ("jane@example.com", "jane", "Jane O'Brien-Smith"),
        ("wei@example.com", "wei", "Wei Zhang"),
    ];

    private static readonly (string Name, string Industry, string Country, long Headcount)[] Masters =
    [
        ("Test Corp", "Technology", "DE", 1200), ("Harbour Foods", "Food", "NL", 8400), ("Northern Rail", "Transport", "SE", 15300),
        ("Blue Anchor Insurance", "Insurance", "GB", 5100), ("Lindenhof Clinics", "Health", "DE", 9800), ("Costa Verde Hotels", "Hospitality", "PT", 2300),
    ];

    private static readonly (string Name, string Status, int? Machine, int? Person, string[] Steps)[] Workflows =
    [
        ("Review code before a release", WorkflowStatus.Active, 62, 45, ["Read the change", "Run the tests", "Talk about doubts", "Approve"]),
        ("Hire a developer", WorkflowStatus.Active, 38, 30, ["Write the advertisement", "Read applications", "Interview", "Decide"]),
        ("Close the books of a month", WorkflowStatus.Active, 81, null, ["Collect invoices", "Match payments", "Report"]),
        ("Answer customers' questions", WorkflowStatus.Draft, null, null, ["Read the question", "Answer"]),
    ];

    /// <summary>How many rows were made, and how many were there.</summary>
    public Task<(int Made, int There)> EnsureAsync(CancellationToken cancellationToken) =>
        session.AllTenants().WriteAsync(EnsureAsync, cancellationToken, touches: _ => [Touched.MasterCompanies]);

    private async Task<(int Made, int There)> EnsureAsync(WorkforceDb db, CancellationToken cancellationToken)
    {
        var rows = Masters.Length + 1 + People.Length + Workflows.Length + 2;
        if (await db.Companies.AnyAsync(cancellationToken))
        {
            return (0, rows);
        }

        var now = Instant.Now(time);
        var masters = Masters.Select(m => new MasterCompany { Name = m.Name, NameKey = SearchText.KeyOf(m.Name), Industry = m.Industry, Country = m.Country, Headcount = m.Headcount }).ToList();
        db.AddRange(masters);
        var company = new Company { Name = "Test Corp", Industry = "Technology", MasterCompany = masters[0], CreatedAt = now, UpdatedAt = now };
        db.Add(company);
        await db.SaveChangesAsync(cancellationToken);
        var people = People.Select(p => UserOf(p, company.Id, now)).ToList();
        db.AddRange(people);
        db.AddRange(
            new Document { TenantId = company.Id, Title = "How we review code", Content = "Two people read every change.", Status = DocumentStatus.Processed, CreatedAt = now, UpdatedAt = now },
            new Document { TenantId = company.Id, Title = "Hiring handbook", Content = "Answer within a week.", Status = DocumentStatus.Received, CreatedAt = now, UpdatedAt = now });
        await db.SaveChangesAsync(cancellationToken);
        await session.ExecuteAsync(db, [.. people.SelectMany(names.WordsOf)], cancellationToken);
        foreach (var (workflow, place) in Workflows.Select((workflow, place) => (workflow, place)))
        {
            await AddAsync(db, company.Id, people[0].Id, workflow, now.AddMicroseconds(place), cancellationToken);
        }

        return (rows, 0);
    }

    private static User UserOf((string Email, string Username, string Name) person, long company, DateTime now)
    {
        var user = new User { Email = "", Username = "", FullName = "", NameKey = "", CompanyId = company, CreatedAt = now, UpdatedAt = now };
        user.Become(new NewUser(person.Email, person.Username, person.Name));
        return user;
    }

    private static async Task AddAsync(
        WorkforceDb db, long company, long user, (string Name, string Status, int? Machine, int? Person, string[] Steps) made, DateTime now, CancellationToken cancellationToken)
    {
        var workflow = new Workflow { Name = "", Status = "", CompanyId = company, CreatedAt = now, UpdatedAt = now };
        workflow.Become(new NewWorkflow(made.Name, [.. made.Steps.Select(step => new NewStep(step, Minutes: 30))], Status: made.Status));
        db.Add(workflow);
        await db.SaveChangesAsync(cancellationToken);
        var line = new ChroDashboardEntry { CompanyId = company, WorkflowId = workflow.Id, UpdatedAt = now };
        if (made.Machine is { } machine)
        {
            line.EtterScore = new EtterScore { CompanyId = company, WorkflowId = workflow.Id, Score = machine, Answered = 3, Asked = 3, CreatedAt = now };
        }

        if (made.Person is { } person)
        {
            line.ValidatedScore = new UserWorkflowHistory { CompanyId = company, UserId = user, WorkflowId = workflow.Id, Status = HistoryStatus.Validated, Score = person, Notes = "Agreed with the team.", CreatedAt = now, UpdatedAt = now };
        }

        db.Add(line);
        await db.SaveChangesAsync(cancellationToken);
    }
}
