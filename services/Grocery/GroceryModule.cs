using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.Grocery.Data;
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
    }

    public static void MapRoutes(RouteGroupBuilder routes) => Routes.Map(routes);
}
