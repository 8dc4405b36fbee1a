using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Hosting;
using Seaworthy.IntegrationTests.Idempotency;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>A service that has nothing but accounts.</summary>
internal sealed class PeopleModule : IModule
{
    public static ModuleInfo Info { get; } = new("people", "People", Dialect.Default)
    {
        Defaults = options => options.RateLimiting.Policies[AccountsExtensions.Limit] = "20/minute per address",
    };

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<PeopleDb>().AddAccounts<PeopleDb>().KeepIdempotencyKeys<PeopleDb>().KeepAuditTrail<PeopleDb>();
        module.Services.AddSingleton<HalfDone>();
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapAccounts<PeopleDb>();
        routes.MapFirebase<PeopleDb>("/auth/firebase");
        routes.MapGet("/staff", () => "staff").RequireRole("staff");
        routes.MapGet("/kept", () => TypedResults.Text("kept")).Public().Cached(TimeSpan.FromHours(1), "kept").SameForEverybody().VaryByQuery("n");
        routes.MapPost("/things", () => TypedResults.Text("made")).RequireAuthorization();
        routes.MapPost("/half-done/{status:int}", (int status, HalfDone half, HttpContext context) => half.DoAsync(status, context)).Public();
        routes.MapPost("/half-done-here/{status:int}", (int status, HalfDone half, HttpContext context) => half.DoAsync(status, context)).Public().WithIdempotencyLease();
        routes.MapPost("/half-done-gladly/{status:int}", (int status, HalfDone half, HttpContext context) => half.DoAsync(status, context)).Public().Repeatable();
        routes.MapPost("/done-beside", (HalfDone half, HttpContext context) => half.DoBesideAsync(context)).Public();
        routes.MapPost("/not-done", (HalfDone half, HttpContext context) => half.RollBackAsync(context)).Public();
    }
}

/// <summary>A module that takes the same tokens and keeps no accounts.</summary>
internal sealed class NeighboursModule : IModule
{
    public static ModuleInfo Info { get; } = new("neighbours", "Neighbours", Dialect.Default) { Defaults = options => options.Identity.Tokens.Audience = PeopleModule.Info.Name };

    public static void AddServices(ModuleBuilder module)
    {
    }

    public static void MapRoutes(RouteGroupBuilder routes) => routes.MapGet("/door", () => "open").RequireAuthorization();
}

internal sealed class PeopleDb(DbContextOptions<PeopleDb> options) : DbContext(options)
{
    public const string Schema = "people";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapAccountTables();
        modelBuilder.MapFirebaseTable();
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.MapAuditTrail();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(PeopleDb))]
[Migration("1_People")]
internal sealed class People : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateAccounts(migrationBuilder.InSchema(PeopleDb.Schema));
        migrationBuilder.CreateFirebase(migrationBuilder.InSchema(PeopleDb.Schema));
        migrationBuilder.CreateIdempotencyKeys(migrationBuilder.InSchema(PeopleDb.Schema));
        migrationBuilder.CreateAuditTrail(migrationBuilder.InSchema(PeopleDb.Schema));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropAuditTrail(migrationBuilder.InSchema(PeopleDb.Schema));
        migrationBuilder.DropIdempotencyKeys(migrationBuilder.InSchema(PeopleDb.Schema));
        migrationBuilder.DropFirebase(migrationBuilder.InSchema(PeopleDb.Schema));
        migrationBuilder.DropAccounts(migrationBuilder.InSchema(PeopleDb.Schema));
    }
}
