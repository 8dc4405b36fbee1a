using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.HttpOverrides;

namespace Seaworthy.Peers.Vanilla;

/// <summary>The framework's own parts for what the layer does to every request.</summary>
internal static class InBox
{
    private const int Many = 1_000_000; // it decides about every request and refuses none

    private static readonly KeyValuePair<string, string>[] SecurityHeaders =
    [
        new("X-Content-Type-Options", "nosniff"), new("X-Frame-Options", "DENY"), new("X-XSS-Protection", "0"), new("Referrer-Policy", "no-referrer"),
        new("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddJsonConsole().AddFilter("Microsoft.AspNetCore.HttpLogging", LogLevel.Information);
        builder.Services.AddHttpLogging(logging =>
        {
            logging.CombineLogs = true;
            logging.LoggingFields = HttpLoggingFields.RequestMethod | HttpLoggingFields.RequestPath | HttpLoggingFields.ResponseStatusCode | HttpLoggingFields.Duration;
        });
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(10) });
        builder.Services.AddRateLimiter(limiter => limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new()
            {
                TokenLimit = Many, TokensPerPeriod = Many, ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            })));
    }

    public static void Use(WebApplication app)
    {
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor });
        app.UseHttpLogging();
        app.Use((context, next) =>
        {
            foreach (var (name, value) in SecurityHeaders)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.Headers["X-Request-ID"] = context.TraceIdentifier;
            return next(context);
        });
        app.UseRequestTimeouts();
        app.UseRateLimiter();
    }
}
