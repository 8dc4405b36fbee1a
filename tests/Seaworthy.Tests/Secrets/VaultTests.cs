using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting.Settings;
using Seaworthy.Tests.Observability;

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
        await using var app = await StartAsync(vault, log, ("Seaworthy:Secrets:Vault:TokenFile", token));
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
    [InlineData("""{"data":{"data":{"Limit":"a","limit":"b"},"metadata":{"version":2}}}""", "has one setting twice, and nobody knows which of them counts: Limit and limit")]
    [InlineData("""{"data":{"data":{"A__B":"a","A:B":"b"},"metadata":{"version":2}}}""", "has one setting twice, and nobody knows which of them counts: A__B and A:B")]
    [InlineData("[]", "answers what is no secret of a KV engine of version 2")]
    public async Task A_secret_that_is_odd_is_told_and_the_process_serves_on(string odd, string says)
    {
        await using var vault = await VaultStandIn.StartAsync((Orders, "1000/hour"));
        var log = new CapturedLog();
        await using var app = await StartAsync(vault, log);

        vault.Odd = odd;
        (await log.EventAsync("VaultAway")).GetProperty("message").GetString()!.ShouldContain(says);
        (await app.Client.GetAsync("/orders")).IsSuccessStatusCode.ShouldBeTrue();

        vault.Odd = null;
        await log.EventAsync("VaultBack");
        app.App.Lifetime.ApplicationStopping.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Somebody_who_cannot_take_a_change_of_it_is_told_and_the_process_serves_on()
    {
        await using var vault = await VaultStandIn.StartAsync((Orders, "1000/hour"));
        var log = new CapturedLog();
        await using var app = await StartAsync(vault, log);
        using var listening = app.App.Configuration.GetReloadToken().RegisterChangeCallback(_ => throw new NotSupportedException("hunter2"), null);

        vault.Write((Orders, "999/hour"));
        var told = (await log.EventAsync("VaultAway")).GetProperty("message").GetString()!;
        told.ShouldContain("has changed, and somebody here cannot take that (NotSupportedException)");
        told.ShouldNotContain("hunter2");

        // It is looked into again.
        vault.Write((Orders, "998/hour"));
        await log.EventAsync("VaultChanged");
        (await app.Client.GetAsync("/orders")).IsSuccessStatusCode.ShouldBeTrue();
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

    // Looks every second; with a file of its token where one is named, and the token itself elsewhere.
    private static Task<TestApp> StartAsync(VaultStandIn vault, CapturedLog log, params (string, string)[] more) => LoggedApp.StartAsync(
        log, app => app.MapGet("/orders", () => "ok").RequireLimit("orders"),
        [.. Settings(vault, more.Length > 0 ? null : VaultStandIn.Token), .. more, ("Seaworthy:Secrets:Vault:RefreshSeconds", "1")]);

    private static (string, string)[] Settings(VaultStandIn vault, string? token = VaultStandIn.Token) =>
    [
        ("Seaworthy:Secrets:Vault:Address", vault.Address), ("Seaworthy:Secrets:Vault:Mount", "kv"), ("Seaworthy:Secrets:Vault:Path", "apps/shop"),
        .. token is null ? ((string, string)[])[] : [("VAULT_TOKEN", token)],
    ];
}
