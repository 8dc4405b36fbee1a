using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting.Settings;
using Seaworthy.Pipeline;
using Seaworthy.RateLimiting;
using Seaworthy.Tests.Cli;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>Limits change while the process serves; what is wrong changes nothing.</summary>
[Trait("Requirement", "R1")]
public sealed class LiveLimitTests : IAsyncLifetime
{
    private const string Address = "Seaworthy:RateLimiting:Address";
    private const string Orders = "Seaworthy:RateLimiting:Policies:orders";
    private readonly CapturedLog _log = new();
    private readonly ReloadingSource _source = new((Address, "2/minute"), (Orders, "5/minute"));
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await LoggedApp.StartAsync(
        _log,
        builder => ((IConfigurationBuilder)builder.Configuration).Add(_source),
        app =>
        {
            app.MapGet("/items", () => "ok");
            app.MapGet("/orders", () => "ok").RequireLimit("orders", cost: 3);
        });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_change_of_a_settings_source_holds_at_once_and_is_told()
    {
        (await StatusesAsync(3)).ShouldBe([200, 200, 429]);

        _source.Set(Address, "4/minute");

        (await StatusesAsync(5)).ShouldBe([200, 200, 200, 200, 429]); // a limit with other numbers begins anew
        var told = await _log.EventAsync("LimitsChanged");
        told.GetProperty("message").GetString()!.ShouldEndWith("address from 2/minute per address to 4/minute per address");
    }

    [Fact]
    public async Task A_reload_that_changes_no_limit_leaves_everybodys_count_alone()
    {
        (await StatusesAsync(2)).ShouldBe([200, 200]);

        _source.Set("Seaworthy:Bounds:UrlChars", "500");

        (await StatusesAsync(1)).ShouldBe([429]);
    }

    [Theory]
    [InlineData(Address, "many/minute", "Seaworthy:RateLimiting:Address = many/minute   must be a limit such as 100/minute")]
    [InlineData(Orders, "2/minute", "GET /orders says RequireLimit(\"orders\", cost: 3), but a request may cost from 1 to 2")]
    [InlineData(Orders, null, "GET /orders says RequireLimit(\"orders\"), but no limit has this name")]
    [InlineData("Seaworthy:RateLimiting:Adress", "2/minute", "did you mean RateLimiting:Address?")]
    public async Task A_change_that_is_wrong_is_told_with_value_rule_and_repair_and_the_old_limits_hold(string key, string? value, string says)
    {
        var before = _app.App.Services.GetRequiredService<LiveLimits>().Current;

        _source.Set(key, value);

        (await _log.EventAsync("LimitsKept")).GetProperty("message").GetString()!.ShouldContain(says);
        _app.App.Services.GetRequiredService<LiveLimits>().Current.ShouldBeSameAs(before);
        (await StatusesAsync(3)).ShouldBe([200, 200, 429]);
    }

    [Fact]
    public async Task What_is_wrong_elsewhere_in_the_sources_does_not_keep_limits_from_changing()
    {
        _source.Set("Seaworthy:Bounds:UrlChars", "a few");
        _source.Set(Address, "1/minute");

        (await StatusesAsync(2)).ShouldBe([200, 429]);
    }

    [Fact]
    public async Task A_line_of_an_env_file_that_cannot_be_read_changes_no_limit()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".env", "Seaworthy__RateLimiting__Address=\"2/minute\"\n");
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(
            log, builder => ((IConfigurationBuilder)builder.Configuration).Add(new DotEnvSource(folder.Path, "Production")), app => app.MapGet("/items", () => "ok"));

        folder.Write(".env", "Seaworthy__RateLimiting__Address=\"2/minute\n");
        ((IConfigurationRoot)app.App.Configuration).Reload();

        (await log.EventAsync("LimitsKept")).GetProperty("message").GetString()!
            .ShouldContain(".env:1   Seaworthy__RateLimiting__Address opens a quote that this line does not close");
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((int)(await app.Client.GetAsync("/items")).StatusCode);
        }

        statuses.ShouldBe([200, 200, 429]);
    }

    [Fact]
    public async Task An_order_of_an_operator_stands_over_all_sources_until_it_is_taken_back()
    {
        var live = _app.App.Services.GetRequiredService<LiveLimits>();
        var service = _app.App.Environment.ApplicationName;

        live.Change(service, "address", "1/minute").ShouldBeEmpty();
        (await StatusesAsync(2)).ShouldBe([200, 429]);

        live.Change(service, "address", "lots").ShouldHaveSingleItem().ShouldContain("must be a limit");
        _source.Set(Address, "5/minute");
        (await StatusesAsync(1)).ShouldBe([429]);

        live.Change(service, "address", null).ShouldBeEmpty();
        (await StatusesAsync(6)).ShouldBe([200, 200, 200, 200, 200, 429]);
    }

    [Fact]
    public void Limits_that_are_wrong_stop_the_start_with_all_faults()
    {
        var error = Should.Throw<SettingsException>(() => TestApp.Build(
            builder => builder.AddSeaworthy(),
            app => app.UseSeaworthy(),
            (Address, "100/minute per subject"), (Orders, "fast"), ("Seaworthy:RateLimiting:Policies:address", "1/s"), ("Seaworthy:RateLimiting:Policies:-x", "1/s")));

        error.Faults.Select(fault => fault.Key).ShouldBe(
            [Address, Orders, "Seaworthy:RateLimiting:Policies:address", "Seaworthy:RateLimiting:Policies:-x"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("none", 1, "GET / says RequireLimit(\"none\"), but no limit has this name. Set Seaworthy:RateLimiting:Policies:none")]
    [InlineData("orders", 6, "GET / says RequireLimit(\"orders\", cost: 6), but a request may cost from 1 to 5")]
    [InlineData("orders", 0, "GET / says RequireLimit(\"orders\", cost: 0), but a request may cost from 1 to 5")]
    public async Task An_endpoint_that_asks_for_a_limit_which_cannot_be_kept_stops_the_start(string limit, int cost, string says)
    {
        await using var app = TestApp.Build(
            builder => builder.AddSeaworthy(),
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/", () => "x").RequireLimit(limit, cost);
            },
            (Orders, "5/minute"));

        (await Should.ThrowAsync<PlanException>(() => app.StartAsync())).Message.ShouldContain(says);
    }

    private async Task<int[]> StatusesAsync(int times)
    {
        var statuses = new int[times];
        for (var i = 0; i < times; i++)
        {
            using var answer = await _app.Client.GetAsync("/items");
            statuses[i] = (int)answer.StatusCode;
        }

        return statuses;
    }

    /// <summary>A source that reads itself again, as a file does that somebody saved.</summary>
    private sealed class ReloadingSource(params (string Key, string? Value)[] settings) : IConfigurationSource
    {
        private readonly Provider _provider = new(settings);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => _provider;

        public void Set(string key, string? value) => _provider.Change(key, value);

        private sealed class Provider : ConfigurationProvider
        {
            public Provider((string Key, string? Value)[] settings) =>
                Data = settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.OrdinalIgnoreCase);

            public void Change(string key, string? value)
            {
                if (value is null)
                {
                    Data.Remove(key);
                }
                else
                {
                    Data[key] = value;
                }

                OnReload();
            }
        }
    }
}
