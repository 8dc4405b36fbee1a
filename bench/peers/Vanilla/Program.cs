using Microsoft.EntityFrameworkCore;
using Seaworthy.Peers.Vanilla;

// ASP.NET Core as its tutorials write it: a context per request, entities read without tracking, mapped to DTOs, OFFSET and
// count, the in-box exception handler and CORS. Console logging is on at the template's level for ASP.NET Core (Warning),
// and for EF Core too, which is kinder than the template: its default writes a line per statement. With --cached the in-box
// output cache and response compression are there too, the cache outside, so that a hit is not compressed anew. With --full it has,
// besides, what the framework has of the layer's other parts: a log line of JSON per request, a limiter by address, request timeouts,
// forwarded headers and the security headers. It checks and knows nobody. The products are for `http`, all for `services`.
var isFull = args.Contains("--full");
var isCached = isFull || args.Contains("--cached");
var builder = WebApplication.CreateBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Information)
    .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
    .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
builder.Services.AddDbContext<ShopDb>(Connect).AddDbContext<CafeDb>(Connect).AddDbContext<WorkforceDb>(Connect).AddDbContext<TodosDb>(Connect).AddDbContext<RidesDb>(Connect);
builder.Services.AddProblemDetails();
builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins("https://shop.example.com")));
builder.Services.ConfigureHttpJsonOptions(json =>
    json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower);
if (isCached)
{
    builder.Services.AddOutputCache(cache => cache.AddBasePolicy(policy => policy.Expire(TimeSpan.FromMinutes(5)).SetVaryByHeader("Accept-Encoding")));
    builder.Services.AddResponseCompression();
}

if (isFull)
{
    InBox.Add(builder);
}

var app = builder.Build();
app.UseExceptionHandler();
if (isFull)
{
    InBox.Use(app);
}

app.UseCors();
if (isCached)
{
    app.UseOutputCache();
    app.UseResponseCompression();
}

app.MapGet("/products", async (ShopDb db, CancellationToken ct, int page = 1, int size = 20) =>
{
    var active = db.Products.AsNoTracking().Where(product => product.IsActive);
    var total = await active.CountAsync(ct);
    var rows = await active.OrderByDescending(product => product.CreatedAt).ThenByDescending(product => product.Id)
        .Skip((page - 1) * size).Take(size).ToListAsync(ct);
    return new ProductPage([.. rows.Select(ProductDto.Of)], total, page, size, (total + size - 1) / size);
});
app.MapGet("/products/{id:long}", async (long id, ShopDb db, CancellationToken ct) =>
    await db.Products.AsNoTracking().FirstOrDefaultAsync(product => product.Id == id, ct) is { } found
        ? Results.Ok(ProductDto.Of(found))
        : Results.NotFound());
ShopOrders.Map(app);
Cafe.Map(app);
Workforce.Map(app);
Todos.Map(app);
Rides.Map(app);
await app.RunAsync();

void Connect(DbContextOptionsBuilder options) => options.UseNpgsql(builder.Configuration["PEER_DATABASE"]);
