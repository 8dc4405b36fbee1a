using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Services.Tests.Support;

/// <summary>API keys as <c>seaworthy key add</c> makes them.</summary>
internal static class IssuedKeys
{
    /// <summary>A key of a service: its id, and what is sent.</summary>
    public static async Task<(string Id, string Text)> NewKeyAsync(this TestApp app, string service, string? tenant, params IEnumerable<string> scopes)
    {
        var id = ApiKeyText.NewId();
        var (text, hash) = ApiKeyText.New(id);
        await app.KeysOf(service).AddAsync(new() { Id = id, Name = "program", Hash = hash, Tenant = tenant, Scopes = [.. scopes] }, CancellationToken.None);
        return (id, text);
    }

    /// <summary>A key that ended a minute ago.</summary>
    public static async Task<string> EndedKeyAsync(this TestApp app, string service, string? tenant, params IEnumerable<string> scopes)
    {
        var id = ApiKeyText.NewId();
        var (text, hash) = ApiKeyText.New(id);
        var ended = app.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(-1);
        await app.KeysOf(service).AddAsync(new() { Id = id, Name = "program", Hash = hash, Tenant = tenant, Scopes = [.. scopes], ExpiresAt = ended }, CancellationToken.None);
        return text;
    }

    public static IApiKeys KeysOf(this TestApp app, string service) => app.App.Services.GetServices<IApiKeys>().Single(keys => keys.Service == service);
}
