using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Hosting;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Users.Data;
using Seaworthy.Rides.Users.Seed;

namespace Seaworthy.Rides.Users;

/// <summary>Who rides and who drives: accounts (S4, P1.1). What they do here the other modules know.</summary>
public sealed class UsersModule : IModule
{
    private const int DocumentsPort = 4003;

    public static ModuleInfo Info { get; } = RidesService.Module("users", "Ride hailing, users", DocumentsPort);

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<UsersDb>().KeepAuditTrail<UsersDb>().AddAccounts<UsersDb>()
            .AddDemoUser("test@example.com", "test123", "Test User")
            .AddDemoUser("driver@example.com", "test123", "Test Driver")
            .AddDemoUser("operator@example.com", "test123", "Test Operator", RidesService.Operator);
        module.AddJobs<UsersDb>(_ => { }).AddMails<UsersDb>();
        module.Services.AddSingleton<IServiceSeed, UsersSeed>();
    }

    /// <summary>The document's own paths: <c>/register</c>, <c>/login</c>, <c>/profile</c>.</summary>
    public static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapAccounts<UsersDb>();
        routes.MapGroup("/admin").RequireRole(RidesService.Operator).MapAuditTrail<UsersDb>("/trail");
    }
}
