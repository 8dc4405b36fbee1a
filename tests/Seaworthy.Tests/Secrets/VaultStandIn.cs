using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Tests.Secrets;

/// <summary>The HTTP API of a HashiCorp Vault's KV engine, version 2, as its documentation has it: what is read, and how it says no.</summary>
internal sealed class VaultStandIn : IAsyncDisposable
{
    public const string Token = "hvs.CAESIJ1-stand-in";
    private TestApp _app = null!;
    private int _version;

    /// <summary>The secret <c>apps/shop</c> of mount <c>kv</c>; null when it was deleted.</summary>
    public Dictionary<string, object>? Secret { get; private set; }

    public bool IsSealed { get; set; }

    /// <summary>What it answers instead, with 200; null for what a Vault answers.</summary>
    public string? Odd { get; set; }

    /// <summary>The token that may read.</summary>
    public string Taken { get; set; } = Token;

    public string Address => _app.Address.ToString();

    public static async Task<VaultStandIn> StartAsync(params (string Name, object Value)[] members)
    {
        var vault = new VaultStandIn();
        vault.Write(members);
        vault._app = await TestApp.StartAsync(_ => { }, app => app.MapGet("/v1/{mount}/data/{**path}", vault.Answer));
        return vault;
    }

    public void Write(params (string Name, object Value)[] members) =>
        (Secret, _version) = (members.ToDictionary(member => member.Name, member => member.Value), _version + 1);

    public void Delete() => Secret = null;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Answer(string mount, string path, HttpRequest request)
    {
        if (IsSealed)
        {
            return Results.Json(new { errors = (string[])["Vault is sealed"] }, statusCode: 503);
        }

        if (Odd is not null)
        {
            return Results.Text(Odd, "application/json");
        }

        if (request.Headers["X-Vault-Token"] != Taken)
        {
            return Results.Json(new { errors = (string[])["permission denied"] }, statusCode: 403);
        }

        if (mount != "kv" || path != "apps/shop")
        {
            return Results.Json(new { errors = Array.Empty<string>() }, statusCode: 404);
        }

        var metadata = new
        {
            created_time = "2026-01-02T03:04:05.678901234Z", custom_metadata = (object?)null, deletion_time = Secret is null ? "2026-01-02T03:05:00Z" : "", destroyed = false, version = _version,
        };
        return Results.Json(
            new
            {
                request_id = "d1a1f1b0-2b0a-4f7c-9f0e-0c9c8d6d2a11", lease_id = "", renewable = false, lease_duration = 0, data = new { data = Secret, metadata },
                wrap_info = (object?)null, warnings = (object?)null, auth = (object?)null, mount_type = "kv",
            },
            statusCode: Secret is null ? 404 : 200);
    }
}
