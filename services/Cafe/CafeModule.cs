using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Api.Dialects;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Kitchen;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Reports;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Seed;
using Seaworthy.Cafe.Staff;
using Seaworthy.Cafe.Tables;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Hosting;
using Seaworthy.Identity;

namespace Seaworthy.Cafe;

/// <summary>The coffee shops (S1): restaurants that do not see each other.</summary>
public sealed class CafeModule : IModule
{
    public static ModuleInfo Info { get; } = new("cafe", "Coffee shop", Dialect.Cafe)
    {
        Defaults = options =>
        {
            options.Bounds.BodyBytes = 256 * 1024;
            options.Bounds.DeadlineMs = 10_000;
            options.Cors.Headers.Add(TableTokens.Header); // a guest's page may be of another origin
            options.Identity.RequireWords = true;
            options.SecurityHeaders.Profile = "cafe";
            options.RateLimiting.Policies[Routes.OrdersLimit] = "10/minute";
            options.RateLimiting.Policies[AccountsExtensions.Limit] = "20/minute per address";
        },
    };

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<CafeDb>().KeepIdempotencyKeys<CafeDb>().KeepApiKeys<CafeDb>().KeepAuditTrail<CafeDb>().AddAccounts<CafeDb>()
            .AddDemoUser("test@example.com", "test123", "Test User").AddDemoUser("owner@station.example", "test123", "Wei Zhang");
        module.AddJobs<CafeDb>(jobs => jobs.Run<MakeDailyReport, ReportedDay, DailyReport>(MakeDailyReport.Kind, (make, day, run, ct) => make.HandleAsync(day, run, ct))).AddMails<CafeDb>();
        module.Services.AddSingleton<IServiceSeed, CafeSeed>();
        module.Services.AddSingleton<DemoRestaurants>();
        AddTenants(module);
        AddMenu(module);
        AddOrders(module);
        AddReports(module);
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        Routes.Map(routes);

        // From the start, and not from the first order on: what nobody has made cannot be read.
        ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<OrderMetrics>();
    }

    private static void AddTenants(ModuleBuilder module)
    {
        module.Services.AddSingleton<DevelopmentSignIn>();
        module.Services.AddSingleton<StaffTable>();
        module.Services.AddSingleton<IAuthorizationHandler, StaffRoles>();
        module.Services.AddSingleton(sp => GuestRestaurant.Read(module.Configuration, sp.GetRequiredService<IWebHostEnvironment>().IsDevelopment()));
        module.Services.AddSingleton<KeyedTenants<CafeDb, Restaurant>>();
        module.Services.AddSingleton<TableTokens>();
        module.Services.AddSingleton<Tenants>();
        module.Services.AddSingleton<RowChanges>();
        module.Services.AddSingleton<ChangeRestaurant>();
        module.Services.AddSingleton<CreateUser>();
        module.Services.AddSingleton<ChangeUser>();
    }

    private static void AddMenu(ModuleBuilder module)
    {
        module.Services.AddSingleton<CreateCategory>();
        module.Services.AddSingleton<ChangeCategory>();
        module.Services.AddSingleton<CreateMenuItem>();
        module.Services.AddSingleton<ChangeMenuItem>();
        module.Services.AddSingleton<SetAvailability>();
    }

    private static void AddOrders(ModuleBuilder module)
    {
        module.Services.AddSingleton<CreateTable>();
        module.Services.AddSingleton<ChangeTable>();
        module.Services.AddSingleton<RenewCode>();
        module.Services.AddSingleton<OpenTable>();
        module.Services.AddSingleton<ShowBill>();
        module.Services.AddSingleton<PayBill>();
        module.Services.AddSingleton<OrderHistory>();
        module.Services.AddSingleton<NewOrderRows>();
        module.Services.AddSingleton<OrderMetrics>();
        module.Services.AddSingleton<PlaceOrder>();
        module.Services.AddSingleton<MoveOrder>();
        module.Services.AddSingleton<KitchenBell>();
        module.Services.AddSingleton<KitchenEvents>();
        module.Services.AddSingleton<KitchenFeed>();
    }

    private static void AddReports(ModuleBuilder module)
    {
        module.Services.AddSingleton<MakeDailyReport>();
        module.Services.AddSingleton<RequestDailyReport>();
        module.Services.AddSingleton<DailyReportCsv>();
    }
}
