using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Hosting;
using Seaworthy.Pipeline;

namespace Seaworthy.IntegrationTests.AuditTrail;

/// <summary>Boats of several owners.</summary>
internal sealed class YardModule : IModule
{
    public static ModuleInfo Info { get; } = new("yard", "Yard", Dialect.Default);

    public static void AddServices(ModuleBuilder module) => module.AddDatabase<YardDb>().KeepApiKeys<YardDb>().KeepAuditTrail<YardDb>();

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapPost("/{owner:long}/boats", AddAsync).Public();
        routes.MapPut("/{owner:long}/boats/{id:long}", RenameAsync).Public();
        routes.MapDelete("/{owner:long}/boats/{id:long}", RemoveAsync).Public();
        routes.MapPost("/captains", () => "aye").RequireScope("captain");
        routes.MapPost("/mutiny", () => Problem.Of(ProblemTypes.Forbidden, "No.")).Public();
        routes.MapAuditTrail<YardDb>("/{owner:long}/trail", context => new(RowScope.Of(long.Parse((string)context.GetRouteValue("owner")!)))).Public();
    }

    private static Task<IResult> AddAsync(long owner, Session<YardDb> session, CancellationToken ct) => session.OfTenant(owner).AnswerAsync(
        async (db, token) =>
        {
            var boat = db.Add(new Boat { Owner = owner, Name = "Tern", Engine = "none" }).Entity;
            await db.SaveChangesAsync(token);
            return Results.Text($"{boat.Id}");
        },
        ct);

    // Says how many statements it took.
    private static async Task<IResult> RenameAsync(long owner, long id, Session<YardDb> session, CurrentRequest current, CancellationToken ct)
    {
        await session.OfTenant(owner).WriteAsync(
            async (db, token) => (await db.Boats.SingleAsync(boat => boat.Id == id, token)).Name = "secret name", ct);
        return Results.Text($"{current.Scope!.Queries}");
    }

    private static Task<IResult> RemoveAsync(long owner, long id, Session<YardDb> session, CancellationToken ct) => session.OfTenant(owner).AnswerAsync(
        async (db, token) =>
        {
            db.Remove(await db.Boats.SingleAsync(boat => boat.Id == id, token));
            return Results.NoContent();
        },
        ct);
}

internal sealed class Boat
{
    public long Id { get; set; }

    public long Owner { get; set; }

    public required string Name { get; set; }

    public required string Engine { get; set; }
}

/// <summary>A tenant.</summary>
internal sealed class BoatOwner
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public Flag? Flag { get; set; }
}

/// <summary>What a tenant has, called by no number of the database's.</summary>
internal sealed class Flag
{
    public required string Code { get; set; }

    public long OwnerId { get; set; }
}

internal sealed class YardDb(DbContextOptions<YardDb> options) : TenantDbContext(options)
{
    public const string Schema = "yard";

    public DbSet<Boat> Boats => Set<Boat>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Boat>(boat => boat.ToTable("boats").Audited("boat").OfTenant(this, row => row.Owner));
        modelBuilder.Entity<BoatOwner>(owner => owner.ToTable("owners").Audited("owner").OfTenant(this, row => row.Id)
            .HasOne(row => row.Flag).WithOne().HasForeignKey<Flag>(flag => flag.OwnerId));
        modelBuilder.Entity<Flag>(flag =>
        {
            flag.ToTable("flags").Audited("flag").OfTenant(this, row => row.OwnerId);
            flag.HasKey(row => row.Code);
        });
        modelBuilder.MapApiKeyTable();
        modelBuilder.MapAuditTrail(this);
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(YardDb))]
[Migration("1_Yard")]
internal sealed class Yard : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(YardDb.Schema);
        migrationBuilder.CreateTable("boats", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            owner = table.Long(migrationBuilder, "owner"),
            name = table.Text(migrationBuilder, "name"),
            engine = table.Text(migrationBuilder, "engine"),
        }, constraints: table => table.PrimaryKey("pk_boats", row => row.id));
        migrationBuilder.CreateTable("owners", schema: schema, columns: table => new
        {
            id = table.Identity(migrationBuilder),
            name = table.Text(migrationBuilder, "name"),
        }, constraints: table => table.PrimaryKey("pk_owners", row => row.id));
        migrationBuilder.CreateTable("flags", schema: schema, columns: table => new
        {
            code = table.Text(migrationBuilder, "code"),
            owner_id = table.Long(migrationBuilder, "owner_id"),
        }, constraints: table => table.PrimaryKey("pk_flags", row => row.code));
        migrationBuilder.CreateApiKeys(schema);
        migrationBuilder.CreateAuditTrail(schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(YardDb.Schema);
        migrationBuilder.DropAuditTrail(schema);
        migrationBuilder.DropApiKeys(schema);
        migrationBuilder.DropTable("flags", schema);
        migrationBuilder.DropTable("owners", schema);
        migrationBuilder.DropTable("boats", schema);
    }
}
