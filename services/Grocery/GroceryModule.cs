using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Images;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Seed;
using Seaworthy.Hosting;

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
        },
    };

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<GroceryDb>();
        module.Services.AddSingleton<IServiceSeed, GrocerySeed>();
        module.Services.AddSingleton<CreateProduct>();
        module.Services.AddSingleton<ChangeProduct>();
        module.Services.AddSingleton<DeactivateProduct>();
        AddImages(module);
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        Routes.Map(routes);

        // Until it can be asked who somebody is: whoever sits at a developer's machine.
        if (((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
        {
            Routes.MapAdmin(routes.MapGroup("/admin").RequireLoopback());
        }
    }

    private static void AddImages(ModuleBuilder module)
    {
        module.Services.AddSingleton(_ => new ImageFolder(Path.Combine(module.Profile.Options.DataDirectory, "grocery-images")));
        module.Services.AddSingleton<ReceiveImage>();
        module.Services.AddSingleton<ReplaceImage>();
        module.Services.AddSingleton<ShowImage>();
        module.Services.AddSingleton<SettleImages>();
        module.Services.AddHostedService(sp => sp.GetRequiredService<SettleImages>());
    }
}
