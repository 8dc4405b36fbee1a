using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Validation;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Dashboard;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Documents;
using Seaworthy.Workforce.History;
using Seaworthy.Workforce.Roles;
using Seaworthy.Workforce.Scores;
using Seaworthy.Workforce.Simulation;
using Seaworthy.Workforce.Tasks;
using Seaworthy.Workforce.Users;
using Seaworthy.Workforce.Workflows;

namespace Seaworthy.Workforce;

/// <summary>Every endpoint of workforce, one line each, at the paths of its document.</summary>
internal static class Routes
{
    /// <summary>Whoever administers the service, over all companies.</summary>
    public const string AdminRole = "admin";

    // What the scoring services may take, and the database beside them.
    private static readonly TimeSpan ScoringTime = TimeSpan.FromSeconds(35);

    public static void Map(RouteGroupBuilder routes)
    {
        var callers = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<Callers>();
        // People are found by e-mail in the table of users, so the handlers refuse and not the words; programs are let in where a word names their scope.
        var etter = routes.MapGroup("/api/etter").Public();
        etter.MapPost("/auth/check_auth", (CheckAuth check, HttpContext context) => check.HandleAsync(context)).WithoutIdempotency().WithQueryBudget(1).WithOperation(new("Says who is signed in") { Response = typeof(CheckedAuth), Errors = [401, 403] });
        routes.MapGroup("/api/etter/auth").MapAccounts<WorkforceDb>();
        routes.MapFirebase<WorkforceDb>("/api/etter/auth/firebase");
        MapCompanies(etter, callers);
        MapWorkflows(etter, callers);
        MapAnalysis(etter, callers);
        MapReference(etter);
    }

    private static void MapCompanies(RouteGroupBuilder etter, Callers callers)
    {
        var company = etter.View<WorkforceDb, Company>(CompanyLists.Item, "Company", version: "version", callers.CompanyAsync, Dialect.Workforce);
        var user = etter.View<WorkforceDb, User>(UserLists.Item, "User", version: "version", callers.CompanyAsync, Dialect.Workforce);
        var document = etter.View<WorkforceDb, Document>(DocumentLists.Item, "Document", version: null, callers.CompanyAsync, Dialect.Workforce);
        etter.MapPagesAndCursor<WorkforceDb, MasterCompany, MasterCompany>("/master_companies", CompanyLists.Master, Dialect.Workforce).Cached("master_companies", Touched.MasterCompanies).SameForEverybody();
        etter.MapPages<WorkforceDb, Company, Company>("/companies", CompanyLists.Own, Dialect.Workforce, keysetPath: null, callers.CompanyAsync).Cached("company", "company:{within}");
        etter.MapItem("/companies/{id:long}", company).Cached("company", "company:{id}");
        etter.MapPut("/companies/{id:long}", ChangeCompany).WithOperation(company.DescribeChange("Changes the own company, from the version in If-Match"));
        etter.MapPagesAndCursor<WorkforceDb, User, User>("/users", UserLists.All, Dialect.Workforce, callers.CompanyAsync).Cached("user", "company_users:{within}").RequireKeyScope(KeyScopes.UsersRead);
        etter.MapItem("/users/{id:long}", user).Cached("user", "user:{id}").RequireKeyScope(KeyScopes.UsersRead);
        etter.MapPost("/users", CreateUser).WithOperation(user.DescribeCreate("Adds somebody to the own company")).RequireKeyScope(KeyScopes.UsersWrite);
        etter.MapPut("/users/{id:long}", ChangeUser).WithOperation(user.DescribeChange("Changes somebody, from the version in If-Match")).RequireKeyScope(KeyScopes.UsersWrite);
        etter.MapPagesAndCursor<WorkforceDb, Document, Document>("/documents", DocumentLists.All, Dialect.Workforce, callers.CompanyAsync).Cached("document", "company_documents:{within}").RequireKeyScope(KeyScopes.DocumentsRead);
        etter.MapItem("/documents/{id:long}", document).Cached("document", "document:{id}").RequireKeyScope(KeyScopes.DocumentsRead);
        etter.MapPost("/documents", Receive).WithOperation(document.DescribeCreate("Takes a document in")).RequireKeyScope(KeyScopes.DocumentsWrite);
        etter.MapPut("/documents/{id:long}/status", Move).WithOperation(document.DescribeStep("Moves a document along its way")).RequireKeyScope(KeyScopes.DocumentsWrite);

        Task<IResult> ChangeCompany(long id, Body<CompanyChange> body, ChangeCompany change, HttpContext context, CancellationToken ct) =>
            change.HandleAsync(id, body, context, company, ct);
        Task<IResult> CreateUser(Body<NewUser> body, CreateUser create, HttpContext context, CancellationToken ct) =>
            create.HandleAsync(body, context, user, Address(context.Request), ct);
        Task<IResult> ChangeUser(long id, Body<NewUser> body, ChangeUser change, HttpContext context, CancellationToken ct) =>
            change.HandleAsync(id, body, context, user, ct);
        Task<IResult> Receive(Body<NewDocument> body, ReceiveDocument receive, HttpContext context, CancellationToken ct) =>
            receive.HandleAsync(body, context, document, Address(context.Request), ct);
        Task<IResult> Move(long id, Body<DocumentStep> body, MoveDocument move, HttpContext context, CancellationToken ct) =>
            move.HandleAsync(id, body, context, document, ct);
    }

    private static void MapWorkflows(RouteGroupBuilder etter, Callers callers)
    {
        var workflow = etter.View<WorkforceDb, Workflow>(WorkflowLists.Item, "Workflow", version: "version", callers.CompanyAsync, Dialect.Workforce);
        var entry = etter.View<WorkforceDb, UserWorkflowHistory>(HistoryLists.Item, "History entry", version: null, callers.CompanyAsync, Dialect.Workforce);
        etter.MapPagesAndCursor<WorkforceDb, Workflow, Workflow>("/workflows", WorkflowLists.All, Dialect.Workforce, callers.CompanyAsync).Cached("workflow", "company_workflows:{within}");
        etter.MapItem("/workflows/{id:long}", workflow).Cached("workflow", "workflow:{id}");
        etter.MapPost("/workflows", Create).WithOperation(workflow.DescribeCreate("Writes down a workflow with its steps"));
        etter.MapPut("/workflows/{id:long}", Change).WithOperation(workflow.DescribeChange("Replaces a workflow and its steps, from the version in If-Match"));
        etter.MapPagesAndCursor<WorkforceDb, UserWorkflowHistory, UserWorkflowHistory>("/workflow_history", HistoryLists.All, Dialect.Workforce, callers.CompanyAsync).Cached("workflow", "company_workflows:{within}");
        etter.MapItem("/workflow_history/{id:long}", entry).Cached("workflow", "company_workflows:{within}");
        etter.MapPost("/workflows/{workflow:long}/history", Begin).WithOperation(entry.DescribeCreate("Says what a person makes of a workflow's score") with { Errors = [404] });
        etter.MapPut("/workflow_history/{id:long}", End).WithOperation(entry.DescribeStep("Ends an entry that the caller has begun"));

        Task<IResult> Create(Body<NewWorkflow> body, CreateWorkflow create, HttpContext context, CancellationToken ct) =>
            create.HandleAsync(body, context, workflow, Address(context.Request), ct);
        Task<IResult> Change(long id, Body<NewWorkflow> body, ChangeWorkflow change, HttpContext context, CancellationToken ct) =>
            change.HandleAsync(id, body, context, workflow, ct);
        Task<IResult> Begin(long workflow, Body<NewValidation> body, ValidateScore validate, HttpContext context, CancellationToken ct) =>
            validate.BeginAsync(workflow, body, context, entry, $"{context.Request.PathBase}/workforce/api/etter/workflow_history", ct);
        Task<IResult> End(long id, Body<NewValidation> body, ValidateScore validate, HttpContext context, CancellationToken ct) =>
            validate.EndAsync(id, body, context, entry, ct);
    }

    private static void MapAnalysis(RouteGroupBuilder etter, Callers callers)
    {
        var score = etter.View<WorkforceDb, EtterScore>(ScoreLists.Item, "Etter score", version: null, callers.CompanyAsync, Dialect.Workforce);
        etter.MapGet("/get_chro_data", (ChroData data, HttpContext context, CancellationToken ct) => data.HandleAsync(context, ct)).WithQueryBudget(2).WithOperation(ChroData.Description).RequireKeyScope(KeyScopes.ScoresRead);
        etter.MapPagesAndCursor<WorkforceDb, EtterScore, EtterScore>("/scores", ScoreLists.All, Dialect.Workforce, callers.CompanyAsync).Cached("workflow", "company_workflows:{within}").RequireKeyScope(KeyScopes.ScoresRead);
        etter.MapItem("/scores/{id:long}", score).Cached("workflow", "company_workflows:{within}").RequireKeyScope(KeyScopes.ScoresRead);
        etter.MapPost("/workflows/{workflow:long}/score", Score).WithDeadline(ScoringTime).WithOperation(score.DescribeCreate("Has a workflow scored by all services at once") with { Errors = [404, 502, 503] });
        etter.MapGet("/users/autocomplete", (SuggestUsers suggest, HttpContext context, CancellationToken ct) => suggest.HandleAsync(context, ct)).WithQueryBudget(4).WithOperation(SuggestUsers.Description).RequireKeyScope(KeyScopes.UsersRead);
        etter.MapPost("/simulation/v1", Simulate).WithoutIdempotency().WithOperation(RunSimulation.Description);
        etter.MapGroup("/simulation/v1").AddEndpointFilter(callers.PeopleAsync).MapTasks<WorkforceDb>("/tasks", callers.OwnsAsync);

        Task<IResult> Score(long workflow, ScoreWorkflow ask, HttpContext context, CancellationToken ct) =>
            ask.HandleAsync(workflow, context, score, $"{context.Request.PathBase}/workforce/api/etter/scores", ct);
        Task<IResult> Simulate(Body<SimulationRequest> body, RunSimulation run, HttpContext context, CancellationToken ct) =>
            run.HandleAsync(body, context, $"{Address(context.Request)}/tasks", ct);
    }

    /// <summary>What is read at the desk, over all companies. In no OpenAPI document, and mapped only where <see cref="WorkforceModule"/> says.</summary>
    public static void MapAdmin(RouteGroupBuilder admin)
    {
        admin.MapAuditTrailOfAllTenants<WorkforceDb>("/trail");
        admin.MapPagesAndCursor<WorkforceDb, Company, Company>("/companies", CompanyLists.Every, Dialect.Workforce);
    }

    // Alike in every company.
    private static void MapReference(RouteGroupBuilder etter)
    {
        etter.MapPagesAndCursor<WorkforceDb, Role, Role>("/roles", RoleLists.All, Dialect.Workforce).Cached("role", Touched.Reference).SameForEverybody();
        etter.MapItem("/roles/{id:long}", etter.View<WorkforceDb, Role>(RoleLists.Item, "Role", dialect: Dialect.Workforce)).Cached("role", Touched.Reference).SameForEverybody();
        etter.MapGet("/roles/{id:long}/adjacency", (long id, AdjacentRoles roles, CancellationToken ct) => roles.HandleAsync(id, ct)).WithQueryBudget(1).WithOperation(new("Roles near to one, the nearest first") { Response = typeof(ApiResponse<ImmutableArray<AdjacentRole>>), Errors = [404] });
        etter.MapPagesAndCursor<WorkforceDb, RoleTask, RoleTask>("/tasks", TaskLists.All, Dialect.Workforce).Cached("task", Touched.Reference).SameForEverybody();
        etter.MapGet("/tasks/autocomplete", (SuggestTasks suggest, HttpContext context, CancellationToken ct) => suggest.HandleAsync(context, ct)).WithQueryBudget(3).WithOperation(SuggestTasks.Description);
        etter.MapItem("/tasks/{id:long}", etter.View<WorkforceDb, RoleTask>(TaskLists.Item, "Task", dialect: Dialect.Workforce)).Cached("task", Touched.Reference).SameForEverybody();
    }

    private static string Address(HttpRequest request) => $"{request.PathBase}{request.Path}".TrimEnd('/');
}
