using Microsoft.AspNetCore.HttpLogging;

namespace Seaworthy.Micro;

/// <summary>One way to lay an application around the same endpoint.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Base">The row that its extra cost is counted from; null where there is none.</param>
internal sealed record LayerRow(string Name, string? Base, Action<WebApplicationBuilder> Services, Action<WebApplication> Pipeline)
{
    public static Task<int> RunAsync(string name) => LayerMeasurement.RunAsync(LayerRows.All.Single(row => row.Name == name));
}

/// <summary>Every row of <c>layers</c>.</summary>
internal static class LayerRows
{
    private const string Bare = "bare";
    private const string Record = "stage record and endpoint";

    public static IReadOnlyList<LayerRow> All { get; } =
    [
        new(Bare, null, _ => { }, _ => { }),
        new("bare, again", Bare, _ => { }, _ => { }),
        Layer("the layer, whole", Bare, _ => { }),
        Layer("the layer, whole, with CORS", Bare, layer => layer.Cors.Origins.Add("https://shop.example.com")),
        Layer("the layer, whole, without request log", Bare, layer => layer.Observability.RequestLog = false),
        Layer("the layer, whole, without limits", Bare, layer => layer.RateLimiting.Enabled = false),
        Layer("the layer, whole, without metrics", Bare, layer => layer.Observability.Metrics = false),
        Layer("the layer, whole, without tracing", Bare, layer => layer.Observability.Tracing = false),
        Layer("the layer, whole, without security headers", Bare, layer => layer.SecurityHeaders.Enabled = false),
        Alone(Record, Bare, _ => { }),
        Alone("stage client", Record, layer => layer.Client.Enabled = true),
        Alone("stage headers: security", Record, layer => layer.SecurityHeaders.Enabled = true),
        Alone("stage headers: X-Response-Time", Record, layer => layer.Observability.ResponseTime = true),
        Alone("stage problems", Record, layer => layer.Problems.Enabled = true),
        Alone("stage cors", Record, layer => layer.Cors.Origins.Add("https://shop.example.com")),
        Alone("stage drain", Record, layer => layer.Drain.Enabled = true),
        Alone("stage shedding", Record, layer => layer.Shedding.Enabled = true),
        Alone("stage bounds with a deadline", Record, layer => (layer.Bounds.Enabled, layer.Bounds.DeadlineMs) = (true, 10_000)),
        Alone("stage address", Record, layer => layer.RateLimiting.Enabled = true),
        Alone("request log", Record, layer => (layer.Observability.JsonLogs, layer.Observability.RequestLog) = (true, true)),
        Alone("metrics", Record, layer => layer.Observability.Metrics = true),
        Alone("tracing", Record, layer => layer.Observability.Tracing = true),
        InBox("in-box exception handler", services => services.AddProblemDetails(), app => app.UseExceptionHandler()),
        InBox("in-box CORS", services => services.AddCors(Shop), app => app.UseCors()),
        InBox("in-box request timeouts", services => services.AddRequestTimeouts(), app => app.UseRequestTimeouts()),
        InBox("in-box forwarded headers", _ => { }, app => app.UseForwardedHeaders()),
        InBox("in-box metrics, with a listener", services => services.AddSingleton<MeterReader>(), app => app.Services.GetRequiredService<MeterReader>()),
        Logged("in-box HttpLogging, JSON console", _ => { }, _ => { }),
        Logged("in-box all of these", All4, UseAll4),
    ];

    private static LayerRow Layer(string name, string from, Action<SeaworthyOptions> choose) => new(
        name, from, builder => builder.AddSeaworthy(layer =>
        {
            layer.Management.Port = 0;
            layer.RateLimiting.Address = "1000000/second"; // decides about each request, and refuses none
            choose(layer);
        }), app => app.UseSeaworthy());

    // Everything off but what every request needs, then one part on.
    private static LayerRow Alone(string name, string from, Action<SeaworthyOptions> choose) => Layer(name, from, layer =>
    {
        layer.Client.Enabled = layer.SecurityHeaders.Enabled = layer.Drain.Enabled = layer.Bounds.Enabled = layer.RateLimiting.Enabled = layer.Problems.Enabled = layer.Shedding.Enabled = false;
        layer.Observability.JsonLogs = layer.Observability.RequestLog = layer.Observability.Tracing = false;
        layer.Observability.Metrics = layer.Observability.ResponseTime = false;
        choose(layer);
    });

    private static LayerRow InBox(string name, Action<IServiceCollection> add, Action<WebApplication> use) =>
        new(name, Bare, builder => add(builder.Services), use);

    private static LayerRow Logged(string name, Action<IServiceCollection> add, Action<WebApplication> use) => new(name, Bare, builder =>
    {
        builder.Logging.AddJsonConsole().AddFilter("Microsoft.AspNetCore.HttpLogging", LogLevel.Information);
        builder.Services.AddHttpLogging(logging =>
        {
            // What the layer's own line says, in one line as well.
            logging.CombineLogs = true;
            logging.LoggingFields = HttpLoggingFields.RequestMethod | HttpLoggingFields.RequestPath | HttpLoggingFields.ResponseStatusCode | HttpLoggingFields.Duration;
        });
        add(builder.Services);
    }, app =>
    {
        app.UseHttpLogging();
        use(app);
    });

    private static void All4(IServiceCollection services) =>
        services.AddProblemDetails().AddCors(Shop).AddRequestTimeouts().AddSingleton<MeterReader>();

    private static void UseAll4(WebApplication app)
    {
        app.Services.GetRequiredService<MeterReader>();
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseCors();
        app.UseRequestTimeouts();
    }

    private static void Shop(Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions cors) =>
        cors.AddDefaultPolicy(policy => policy.WithOrigins("https://shop.example.com"));
}
