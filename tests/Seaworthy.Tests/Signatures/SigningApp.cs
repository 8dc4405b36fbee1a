using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Signatures;

/// <summary>An application that takes signed requests only, by two keys of one secret each, and says who signed and what it read.</summary>
internal sealed class SigningApp : IAsyncDisposable
{
    private static readonly (string Key, string Value)[] Defaults =
        [("Signatures:Keys:partner", SignedCall.Secret), ("Signatures:Keys:other", SignedCall.NextSecret)];

    private SigningApp(TestApp app, ManualTime time) => (App, Time) = (app, time);

    public TestApp App { get; }

    public ManualTime Time { get; }

    public long Now => Time.GetUtcNow().ToUnixTimeSeconds();

    /// <param name="settings">Below <c>Seaworthy:</c>.</param>
    public static async Task<SigningApp> StartAsync(params (string Key, string Value)[] settings)
    {
        var time = new ManualTime();
        var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.AddSeaworthy();
            },
            Map,
            // The later one of two with one key is the test's own.
            [.. Defaults.Concat(settings).Reverse().DistinctBy(setting => setting.Key).Select(setting => ($"Seaworthy:{setting.Key}", setting.Value))]);
        return new(app, time);
    }

    public static void Map(WebApplication app)
    {
        app.UseSeaworthy();
        app.Map("/{**path}", async (HttpContext context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                return $"{context.Features.Get<RequestRecord>()!.Signer}: {await reader.ReadToEndAsync()}";
            })
            .RequireSignature().Public().WithBodyLimit(100_000).WithoutIdempotency();
    }

    /// <summary>Sends a request as it is signed, but for what <paramref name="change"/> does to its fields.</summary>
    public Task<Signed> SendAsync(SignedCall call, Action<Dictionary<string, string[]>>? change = null) => SendAsync(call, call, change);

    /// <summary>Signs one request and sends another.</summary>
    public async Task<Signed> SendAsync(SignedCall signed, SignedCall sent, Action<Dictionary<string, string[]>>? change = null)
    {
        var fields = signed.Fields();
        change?.Invoke(fields);
        var address = new Uri($"http://{App.Address.Authority}{sent.Target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(sent.Method), address);
        request.Headers.Host = sent.Host;
        request.Content = sent.Body.Length == 0 ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(sent.Body));
        foreach (var (name, values) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, values).ShouldBeTrue();
        }

        using var response = await App.Client.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.WwwAuthenticate.ToString());
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}

/// <summary>What came back.</summary>
internal sealed record Signed(int Status, string Body, string Challenge)
{
    public string? Problem => Body.Split("\"/problems/") is [_, var rest] ? rest.Split('"')[0] : null;
}
