using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Hosting;
using Seaworthy.Identity;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Dashboard;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Documents;
using Seaworthy.Workforce.History;
using Seaworthy.Workforce.Roles;
using Seaworthy.Workforce.Scores;
using Seaworthy.Workforce.Seed;
using Seaworthy.Workforce.Simulation;
using Seaworthy.Workforce.Users;
using Seaworthy.Workforce.Workflows;

namespace Seaworthy.Workforce;

/// <summary>Etter, workforce analytics (S2).</summary>
public sealed class WorkforceModule : IModule
{
    public static ModuleInfo Info { get; } = new("workforce", "Etter workforce", Dialect.Workforce, Port: 7071)
    {
        Defaults = options =>
        {
            options.Bounds.BodyBytes = 1024 * 1024;
            options.Bounds.DeadlineMs = 10_000;
            options.Identity.RequireWords = true;
            options.RateLimiting.Policies[AccountsExtensions.Limit] = "20/minute per address";
            options.Resilience.Clients[ScoringSetup.Upstream] = ScoringSetup.Bounds;
            options.Jobs.Queues[RunLargeSimulation.Kind.Queue] = "1"; // each keeps a core busy
        },
        HealthPath = "/api/etter/health",
    };

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<WorkforceDb>().KeepIdempotencyKeys<WorkforceDb>().KeepApiKeys<WorkforceDb>().KeepAuditTrail<WorkforceDb>().AddAccounts<WorkforceDb>().AddDemoUser("test@example.com", "test123", "Test User");
        module.AddJobs<WorkforceDb>(jobs => jobs
            .Run<RequestLargeSimulation, SimulationRequest, SimulationResult>(RunLargeSimulation.Kind, (_, request, run, ct) => RunLargeSimulation.HandleAsync(request, run, ct))).AddMails<WorkforceDb>();
        module.Services.AddSingleton<DevelopmentSignIn>();
        module.Services.AddSingleton<KeyedTenants<WorkforceDb, Company>>();
        module.Services.AddSingleton<Callers>();
        module.Services.AddSingleton<CheckAuth>();
        module.Services.AddSingleton<IServiceSeed, WorkforceSeed>();
        module.Services.AddSingleton<DemoCompany>();
        module.Services.AddSingleton<TaskNames>();
        module.Services.AddSingleton<UserNames>();
        module.Services.AddSingleton<CreateUser>();
        module.Services.AddSingleton<ChangeUser>();
        module.Services.AddSingleton<ChangeCompany>();
        module.Services.AddSingleton<CreateWorkflow>();
        module.Services.AddSingleton<ChangeWorkflow>();
        module.Services.AddSingleton<ValidateScore>();
        module.Services.AddSingleton<ReceiveDocument>();
        module.Services.AddSingleton<MoveDocument>();
        module.Services.AddSingleton<AdjacentRoles>();
        module.Services.AddSingleton<ChroRows>();
        module.Services.AddSingleton<ChroData>();
        module.Services.AddSingleton<SuggestUsers>();
        module.Services.AddSingleton<SuggestTasks>();
        module.Services.AddSingleton<RunSimulation>();
        module.Services.AddSingleton<RequestLargeSimulation>();
        AddScoring(module);
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        Routes.Map(routes);
        MapAdmin(routes, ((IEndpointRouteBuilder)routes).ServiceProvider);
    }

    // Whoever sits at a developer's machine; elsewhere who signs in from where it is administered, and nobody where nobody can.
    private static void MapAdmin(RouteGroupBuilder routes, IServiceProvider services)
    {
        if (services.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
        {
            Routes.MapAdmin(routes.MapGroup("/admin").RequireLoopback());
        }
        else if (services.GetService<IAuthenticationSchemeProvider>() is not null)
        {
            Routes.MapAdmin(routes.MapGroup("/admin").RequireNetwork().RequireRole(Routes.AdminRole).ExcludeFromDescription());
        }
    }

    private static void AddScoring(ModuleBuilder module)
    {
        module.Services.TryAddSingleton(ScoringSetup.Of(module.Profile));
        module.Services.AddScoringClient(module.Profile.Options);
        module.Services.AddSingleton<ParallelCalls>();
        module.Services.AddSingleton<ScoreWorkflow>();
    }
}
