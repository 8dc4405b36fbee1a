using Npgsql;
using Seaworthy;
using Seaworthy.Peers.Bare;

// The floor: minimal APIs, SQL written by hand, rows straight to JSON, no logging. With --layer the same program has the
// two lines and the layer's log, and nothing else changes.
var builder = WebApplication.CreateBuilder();
var withLayer = args.Contains("--layer");
builder.Logging.ClearProviders();
if (withLayer)
{
    builder.AddSeaworthy();
}

await using var source = NpgsqlDataSource.Create(builder.Configuration["PEER_DATABASE"]
    ?? throw new InvalidOperationException("PEER_DATABASE must be an Npgsql connection string"));
var products = new Products(source);
var app = builder.Build();
if (withLayer)
{
    app.UseSeaworthy();
}

var text = new byte[64 * 1024];
Array.Fill(text, (byte)'x');
app.MapGet("/plain", () => new Plain("Hello, world", 42));
app.MapGet("/bytes/{count:int}", async (int count, HttpResponse response) =>
{
    response.ContentType = "application/json";
    response.ContentLength = count;
    await response.BodyWriter.WriteAsync(text.AsMemory(0, count));
});
app.MapGet("/products", products.PageAsync);
app.MapGet("/products/{id:long}", products.ItemAsync);
await app.RunAsync();

internal sealed record Plain(string Message, int Number);
