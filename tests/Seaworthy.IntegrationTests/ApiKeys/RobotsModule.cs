using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Hosting;

namespace Seaworthy.IntegrationTests.ApiKeys;

/// <summary>A service that programs call.</summary>
internal sealed class RobotsModule : IModule
{
    public static ModuleInfo Info { get; } = new("robots", "Robots", Dialect.Default);

    public static void AddServices(ModuleBuilder module) => module.AddDatabase<RobotsDb>().KeepApiKeys<RobotsDb>();

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapGet("/open", Who).Public();
        routes.MapGet("/mine", Who).RequireAuthorization();
        routes.MapGet("/stock", Who).RequireScope("stock:write");
    }

    private static string Who(ClaimsPrincipal user) => $"{user.FindFirst("sub")?.Value} {user.FindFirst("name")?.Value} {user.FindFirst("tenant")?.Value}";
}

/// <summary>A service beside it that keeps no keys.</summary>
internal sealed class NeighbourModule : IModule
{
    public static ModuleInfo Info { get; } = new("neighbour", "Neighbour", Dialect.Default);

    public static void AddServices(ModuleBuilder module)
    {
    }

    public static void MapRoutes(RouteGroupBuilder routes) => routes.MapGet("/mine", () => "mine").RequireAuthorization();
}

internal sealed class RobotsDb(DbContextOptions<RobotsDb> options) : DbContext(options)
{
    public const string Schema = "robots";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapApiKeyTable();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(RobotsDb))]
[Migration("1_Robots")]
internal sealed class Robots : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateApiKeys(migrationBuilder.InSchema(RobotsDb.Schema));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropApiKeys(migrationBuilder.InSchema(RobotsDb.Schema));
}
