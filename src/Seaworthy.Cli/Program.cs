using Seaworthy;
using Seaworthy.Cli;

var builder = WebApplication.CreateBuilder(args);
var seaworthy = builder.AddSeaworthy();
foreach (var target in Targets.All)
{
    target.AddTo(seaworthy);
}

var app = builder.Build();
app.UseSeaworthy();
await app.RunAsync();
