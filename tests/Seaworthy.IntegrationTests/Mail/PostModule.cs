using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Hosting;

namespace Seaworthy.IntegrationTests.Mail;

/// <summary>A service that sends mails by jobs, and has accounts.</summary>
internal sealed class PostModule : IModule
{
    public static ModuleInfo Info { get; } = new("post", "Post", Dialect.Default)
    {
        Defaults = options => options.RateLimiting.Policies[AccountsExtensions.Limit] = "1000/minute per address",
    };

    public static void AddServices(ModuleBuilder module) =>
        module.AddDatabase<PostDb>().AddAccounts<PostDb>().KeepAuditTrail<PostDb>().AddJobs<PostDb>(_ => { }).AddMails<PostDb>();

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapAccounts<PostDb>();
        routes.MapGet("/open", () => "open").Public();
    }
}

internal sealed class PostDb(DbContextOptions<PostDb> options) : DbContext(options)
{
    public const string Schema = "post";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapAccountTables();
        modelBuilder.MapAuditTrail();
        modelBuilder.MapJobs();
        modelBuilder.MapMails();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }
}

[DbContext(typeof(PostDb))]
[Migration("1_Post")]
internal sealed class Post : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(PostDb.Schema);
        migrationBuilder.CreateAccounts(schema);
        migrationBuilder.CreateAuditTrail(schema);
        migrationBuilder.CreateJobs(schema);
        migrationBuilder.CreateMails(schema);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        var schema = migrationBuilder.InSchema(PostDb.Schema);
        migrationBuilder.DropMails(schema);
        migrationBuilder.DropJobs(schema);
        migrationBuilder.DropAuditTrail(schema);
        migrationBuilder.DropAccounts(schema);
    }
}
