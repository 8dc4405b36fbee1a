using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.Grocery.Carts;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Deliveries;
using Seaworthy.Grocery.Images;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Reports;
using Seaworthy.Grocery.Seed;
using Seaworthy.Grocery.Stock;
using Seaworthy.Grocery.Users;
using Seaworthy.Hosting;
using Seaworthy.Identity;
using Seaworthy.Images;
using Seaworthy.Mail;

namespace Seaworthy.Grocery;

/// <summary>GroFast, the grocery shop (S0).</summary>
public sealed class GroceryModule : IModule
{
    public static ModuleInfo Info { get; } = new("grocery", "GroFast grocery", Dialect.Grocery)
    {
        Defaults = options =>
        {
            options.Bounds.BodyBytes = 1024 * 1024;
            options.Bounds.DeadlineMs = 10_000;
            options.Identity.RequireWords = true;
            options.Jobs.Queues[ProcessImage.Kind.Queue] = "2"; // each is a process that decodes
            options.RateLimiting.Policies[Routes.ProductsLimit] = "100/minute per subject";
            options.RateLimiting.Policies[AccountsExtensions.Limit] = "20/minute per address";
        },
        Problems = OrderProblems.All,
    };

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<GroceryDb>().KeepIdempotencyKeys<GroceryDb>().KeepApiKeys<GroceryDb>().KeepAuditTrail<GroceryDb>().AddAccounts<GroceryDb>()
            .AddDemoUser("test@example.com", "test123", "Test User", Routes.AdminRole);
        module.Services.AddSingleton<IServiceSeed, GrocerySeed>();
        module.Services.AddSingleton<CreateProduct>();
        module.Services.AddSingleton<ChangeProduct>();
        module.Services.AddSingleton<DeactivateProduct>();
        AddShopping(module);
        AddImages(module);
        AddWork(module);
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        Routes.Map(routes);

        // From the start, and not from the first order on: what nobody has made cannot be read.
        ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<OrderMetrics>();

        var services = ((IEndpointRouteBuilder)routes).ServiceProvider;
        MapAdmin(routes, services);
        if (services.GetRequiredService<ServiceProfiles>().All.Single(profile => profile.Name == Info.Name).Options.Signatures is { Enabled: true, Keys.Count: > 0 })
        {
            Routes.MapDeliveries(routes.MapGroup("/api/v2").Public());
        }
    }

    // Whoever sits at a developer's machine; elsewhere who signs in from where it is administered, and nobody where nobody can.
    private static void MapAdmin(RouteGroupBuilder routes, IServiceProvider services)
    {
        if (services.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
        {
            var desk = routes.MapGroup("/admin").RequireLoopback();
            Routes.MapAdmin(desk, desk);
        }
        else if (services.GetService<IAuthenticationSchemeProvider>() is not null)
        {
            var desk = routes.MapGroup("/admin").RequireNetwork().ExcludeFromDescription();
            Routes.MapAdmin(desk.MapGroup("").RequireRole(Routes.AdminRole), desk.MapGroup("").ForStaff(Routes.StockScope));
        }
    }

    private static void AddShopping(ModuleBuilder module)
    {
        module.AddLookup<GroceryDb, User>(UserLists.ByUid);
        module.Services.AddSingleton<DevelopmentSignIn>();
        module.Services.AddSingleton<ShopperRows>();
        module.Services.AddSingleton<Shoppers>();
        module.Services.AddSingleton<Offers>();
        module.Services.AddSingleton<Shelf>();
        module.Services.AddSingleton<NewOrderRows>();
        module.Services.AddSingleton<SetStock>();
        module.Services.AddSingleton<CreateCart>();
        module.Services.AddSingleton<ChangeCart>();
        module.Services.AddSingleton<OrderedCart>();
        module.Services.AddSingleton<OrderCompletion>();
        module.Services.AddSingleton<OrderMetrics>();
        module.Services.AddSingleton<PlaceOrder>();
        module.Services.AddSingleton<MoveOrder>();
        module.Services.AddSingleton<TakeDelivery>();
    }

    // What outlives its request (S0's worker): run by any of the shop's processes.
    private static void AddWork(ModuleBuilder module)
    {
        module.AddJobs<GroceryDb>(jobs => jobs
            .Run<SendOrderMail, OrderMail>(SendOrderMail.Kind, (send, mail, run, ct) => send.HandleAsync(mail, run, ct))
            .Run<ProcessImage, UploadedImage>(ProcessImage.Kind, (process, image, _, ct) => process.HandleAsync(image, ct))
            .Run<MakeDayReport, ReportedNight>(MakeDayReport.Kind, (make, _, _, ct) => make.HandleAsync(ct))
            .Consume<TellLowStock, RunningLow>(TellLowStock.Kind, StockEvents.Low, (tell, low, run, ct) => tell.HandleAsync(low, run, ct))
            .Schedule("day-report", MakeDayReport.Nightly, MakeDayReport.Kind, night => new(night))).AddMails<GroceryDb>().AddOutbox<GroceryDb>();
        module.Services.AddSingleton<SendOrderMail>();
        module.Services.AddMailTemplate(OrderMailWords.Placed).AddMailTemplate(OrderMailWords.Cancelled).AddMailTemplate(ReportMailWords.Day).AddMailTemplate(StockMailWords.Low);
        module.Services.AddSingleton(ReportAddress.Read(module.Configuration));
        module.Services.AddSingleton(LowMark.Read(module.Configuration));
        module.Services.AddSingleton<StockEvents>();
        module.Services.AddSingleton<TellLowStock>();
        module.Services.AddSingleton<MakeDayReport>();
        module.Services.AddSingleton<ShowDayReport>();
    }

    private static void AddImages(ModuleBuilder module)
    {
        module.Services.AddSingleton(_ => new ImageFolder(Path.Combine(module.Profile.Options.DataDirectory, "grocery-images")));
        module.Services.AddSingleton<ReceiveImage>();
        module.Services.AddSingleton<ReplaceImage>();
        module.Services.AddSingleton<ShowImage>();
        module.Services.AddThumbnails();
        module.Services.AddSingleton<ProcessImage>();
        module.Services.AddSingleton<SettleImages>();
        module.Services.AddHostedService(sp => sp.GetRequiredService<SettleImages>());
    }
}
