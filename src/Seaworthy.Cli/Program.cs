using Seaworthy;
using Seaworthy.Build;
using Seaworthy.Cli;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddEmbeddedSqlite();
var seaworthy = builder.AddSeaworthy();
foreach (var target in Targets.All)
{
    target.AddTo(seaworthy);
}

var app = builder.Build();
app.UseSeaworthy();
foreach (var database in app.Services.GetServices<Seaworthy.Hosting.IServiceDatabase>())
{
    await database.MigrateUpAsync(null, default);
}

await app.RunAsync();
