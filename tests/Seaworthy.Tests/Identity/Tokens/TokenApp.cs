using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.Tokens;
using Seaworthy.Observability.Logs;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Identity.Tokens;

/// <summary>An application with the layer's own tokens, a clock that a test moves, and a key with which it can forge.</summary>
internal sealed class TokenApp : IAsyncDisposable
{
    private readonly TestApp _app;

    private TokenApp(TestApp app, ManualTime time, string folder) => (_app, Time, Folder) = (app, time, folder);

    public ManualTime Time { get; }

    public string Folder { get; }

    public string KeyFile => Path.Combine(Folder, "token-keys.json");

    public HttpClient Client => _app.Client;

    public AccessTokens Tokens => _app.App.Services.GetRequiredService<AccessTokens>();

    public SigningKey Key => _app.App.Services.GetRequiredService<KeyRing>().Signing;

    /// <param name="folder">The data folder of another one, to be its second process; null for one of its own.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="log">Where its standard output goes; null for nowhere.</param>
    /// <param name="settings">Below <c>Seaworthy:</c>.</param>
    public static async Task<TokenApp> StartAsync(string? folder = null, ManualTime? time = null, CapturedLog? log = null, params (string Key, string Value)[] settings)
    {
        folder ??= Directory.CreateTempSubdirectory("seaworthy-").FullName;
        time ??= new();
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                if (log is not null)
                {
                    builder.Services.AddSingleton(new LogOutput(log));
                }

                builder.AddSeaworthy().AddTokens();
            },
            Map,
            [("Seaworthy:DataDirectory", folder), ("Seaworthy:Observability:JsonLogs", log is null ? "false" : "true"), .. settings.Select(setting => ($"Seaworthy:{setting.Key}", setting.Value))]);
        return new(app, time, folder);
    }

    /// <summary>A token as the application issues it.</summary>
    public string Issue(string subject = "ada", string session = "s1") =>
        Tokens.Issue(new(subject, session) { Tenant = "shop", Email = "ada@example.com", Roles = ["staff"], Scopes = ["orders:read", "orders:write"] }).Text;

    /// <summary>Signs whatever it is given, with the application's own key.</summary>
    public string Forge(string header, string payload)
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64Url.EncodeToString(Key.Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    public Task<Answered> AskAsync(string path, string? token) => AskAsync(path, token is null ? [] : [$"Bearer {token}"]);

    public async Task<Answered> AskAsync(string path, string[] authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var value in authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", value).ShouldBeTrue();
        }

        using var response = await Client.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, all, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static void Map(WebApplication app)
    {
        app.UseSeaworthy();
        app.MapGet("/me", (HttpContext context) => string.Join(' ', context.User.Claims.Where(claim => claim.Type != "jti").Select(claim => $"{claim.Type}={claim.Value}")))
            .RequireAuthorization();
        app.MapGet("/staff", () => "staff").RequireRole("staff");
        app.MapGet("/owner", () => "owner").RequireRole("owner");
        app.MapGet("/write", () => "write").RequireScope("orders:write");
        app.MapGet("/refund", () => "refund").RequireScope("refunds:write");
        app.MapGet("/open", (HttpContext context) => context.User.Identity?.Name ?? "nobody").Public();
    }
}
