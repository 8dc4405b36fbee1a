using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting.Settings;
using Seaworthy.Observability.Logs;

namespace Seaworthy.Tests.Secrets;

[Trait("Requirement", "R14")]
public sealed class VaultTests : IDisposable
{
    private const string Orders = "Seaworthy__RateLimiting__Policies__orders";
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-vault").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_members_of_its_secret_are_settings_and_each_says_where_it_comes_from()
    {
        await using var vault = await VaultStandIn.StartAsync(("Seaworthy__Bounds__UrlChars", 1234), ("Seaworthy:Secrets:CursorKey", "d0f1e2c3b4a5968778695a4b3c2d1e0f"), ("SOMEBODY_ELSES", "x"));
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(), Settings(vault));

        var reading = app.Services.GetRequiredService<SeaworthyBuilder>().Readings[0];

        reading.Options.Bounds.UrlChars.ShouldBe(1234);
        reading.SourceOf("Bounds:UrlChars").ShouldBe("vault kv/apps/shop");
        reading.Options.Secrets.CursorKey.ShouldBe("d0f1e2c3b4a5968778695a4b3c2d1e0f");
    }

    [Theory]
    [InlineData("sealed", "answers 503: it is sealed")]
    [InlineData("token", "answers 403: the token may not read it")]
    [InlineData("deleted", "answers 404: no such secret, or it was deleted")]
    [InlineData("gone", "cannot be read: ")]
    [InlineData("no token", "needs a token: set VAULT_TOKEN, or TokenFile")]
    public async Task What_cannot_be_read_stops_the_start_and_no_secret_is_told(string fault, string says)
    {
        var vault = await VaultStandIn.StartAsync(("Seaworthy__Bounds__UrlChars", 1234));
        var settings = Settings(vault, fault == "no token" ? null : VaultStandIn.Token);
        switch (fault)
        {
            case "sealed": vault.IsSealed = true; break;
            case "token": vault.Taken = "hvs.another"; break;
            case "deleted": vault.Delete(); break;
            case "gone": await vault.DisposeAsync(); break;
        }

        var told = Should.Throw<SettingsException>(() => TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(), settings)).Faults.ShouldHaveSingleItem().ToString();

        told.ShouldContain(says);
        told.ShouldContain("vault kv/apps/shop");
        told.ShouldNotContain(VaultStandIn.Token);
        await vault.DisposeAsync();
    }

    [Fact]
    public async Task It_is_looked_into_again_and_while_it_is_away_what_was_read_last_goes_on()
    {
        await using var vault = await VaultStandIn.StartAsync((Orders, "1/hour"));
        var token = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(token, VaultStandIn.Token + "\n");
        var log = new CapturedLog();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(new LogOutput(log));
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/orders", () => "ok").RequireLimit("orders");
            },
            [.. Settings(vault, null), ("Seaworthy:Secrets:Vault:TokenFile", token), ("Seaworthy:Secrets:Vault:RefreshSeconds", "1"), ("Seaworthy:Observability:JsonLogs", "true")]);
        (await app.Client.GetAsync("/orders")).IsSuccessStatusCode.ShouldBeTrue();
        ((int)(await app.Client.GetAsync("/orders")).StatusCode).ShouldBe(429);

        vault.Write((Orders, "1000/hour"), ("Seaworthy__Secrets__CursorKey", "d0f1e2c3b4a5968778695a4b3c2d1e0f"));
        var changed = (await log.EventAsync("VaultChanged")).GetProperty("message").GetString()!;
        changed.ShouldContain($"{Orders}, Seaworthy__Secrets__CursorKey");
        changed.ShouldNotContain("d0f1e2c3");
        await log.EventAsync("LimitsChanged");
        (await app.Client.GetAsync("/orders")).IsSuccessStatusCode.ShouldBeTrue();

        vault.IsSealed = true;
        await log.EventAsync("VaultAway");
        (await app.Client.GetAsync("/orders")).IsSuccessStatusCode.ShouldBeTrue();

        // Its agent writes the next token into the file.
        (vault.IsSealed, vault.Taken) = (false, "hvs.next");
        await File.WriteAllTextAsync(token, "hvs.next");
        await log.EventAsync("VaultBack");
    }

    [Theory]
    [InlineData("http://vault.example:8200", "must be https in Production")]
    [InlineData("vault.example", "must be an address such as https://vault:8200")]
    public void Its_token_is_sent_over_https_only(string address, string must)
    {
        var faults = Should.Throw<SettingsException>(() => TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(),
            ("Seaworthy:Secrets:Vault:Address", address), ("Seaworthy:Secrets:Vault:Token", VaultStandIn.Token))).Faults;

        faults.ShouldHaveSingleItem().Must.ShouldContain(must);
    }

    private static (string, string)[] Settings(VaultStandIn vault, string? token = VaultStandIn.Token) =>
    [
        ("Seaworthy:Secrets:Vault:Address", vault.Address), ("Seaworthy:Secrets:Vault:Mount", "kv"), ("Seaworthy:Secrets:Vault:Path", "apps/shop"),
        .. token is null ? ((string, string)[])[] : [("VAULT_TOKEN", token)],
    ];
}
