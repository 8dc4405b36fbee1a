using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Seaworthy.Caching.Shared;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.IntegrationTests.Jobs;
using Seaworthy.IntegrationTests.Messaging;
using Seaworthy.Jobs;
using Seaworthy.Messaging;
using Seaworthy.Pipeline;
using Seaworthy.Resilience;
using Seaworthy.Shedding;
using Seaworthy.Validation;

namespace Seaworthy.IntegrationTests.PlainApp;

/// <summary>Every part has a switch, and the switch takes away that part's effect and no other.</summary>
public sealed class SwitchTests
{
    private const int LongText = 4000;
    private static readonly string[] SecurityHeaders =
        ["Content-Security-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options", "X-XSS-Protection"];

    [Fact]
    public void Every_switch_of_the_options_is_tried_here()
    {
        var switches = typeof(SeaworthyOptions).GetProperties().Where(feature => feature.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(feature => feature.PropertyType.GetProperties().Where(one => one.PropertyType == typeof(bool) && IsOn(one)).Select(one => $"{feature.Name}:{one.Name}"));
        var tried = typeof(SwitchTests).GetMethods().SelectMany(method => method.GetCustomAttributesData())
            .Where(mark => mark.AttributeType == typeof(TraitAttribute) && (string)mark.ConstructorArguments[0].Value! == "Switch").Select(mark => (string)mark.ConstructorArguments[1].Value!);

        switches.Except(tried).ShouldBeEmpty();
    }

    [Theory]
    [Trait("Switch", "Shedding:Enabled")]
    [InlineData("true", HttpStatusCode.ServiceUnavailable)]
    [InlineData("false", HttpStatusCode.OK)]
    public async Task What_is_too_much_is_refused_until_switched_off(string isOn, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync(
            builder => builder.AddSeaworthy(),
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/export", () => "all").InClass(RequestClass.Bulk);
            },
            ("Seaworthy:Shedding:Enabled", isOn));
        var gate = app.App.Services.GetRequiredService<LoadGate>();
        for (var turn = 0; turn < 50; turn++)
        {
            gate.Admits(RequestClass.Default);
            gate.Admits(RequestClass.Bulk);
            gate.Turn(TimeSpan.FromSeconds(turn + 1));
        }

        (await app.Client.GetAsync("/export")).StatusCode.ShouldBe(status);
    }

    [Theory]
    [Trait("Requirement", "R16")]
    [Trait("Switch", "Resilience:Enabled")]
    [InlineData("true", 3)]
    [InlineData("false", 1)]
    public async Task A_call_that_fails_is_tried_again_until_switched_off(string isOn, int attempts)
    {
        var count = 0;
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.AddSeaworthy();
                builder.Services.AddHttpClient("self").WithSeaworthyResilience();
            },
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/stock", () => Interlocked.Increment(ref count) < 3 ? Results.StatusCode(500) : Results.Ok());
            },
            ("Seaworthy:Resilience:Enabled", isOn));
        using var client = app.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient("self");

        using var answer = await client.GetAsync(new Uri(app.Address, "/stock"));

        count.ShouldBe(attempts);
    }

    [Fact]
    [Trait("Requirement", "R60")]
    [Trait("Switch", "Jobs:Enabled")]
    public async Task A_process_runs_jobs_until_switched_off_and_then_leaves_them_to_others()
    {
        await using var database = TestDatabase.Sqlite();
        JobTicket ticket;
        await using (var off = await DockHost.StartAsync(database, ("Seaworthy:Jobs:Enabled", "false")))
        {
            ticket = await off.Jobs.EnqueueAsync(Dockers.Unload, new("tea"), default);
            off.App.App.Services.GetServices<IHostedService>().OfType<JobWorker>().ShouldBeEmpty();
        }

        await using var on = await DockHost.StartAsync(database);
        await on.UntilAsync(ticket.Id, JobStatus.Done);
    }

    [Fact]
    [Trait("Requirement", "R60")]
    [Trait("Server", "PostgreSQL")]
    [Trait("Switch", "Jobs:Notify")]
    public async Task A_process_hears_of_the_jobs_of_others_until_switched_off_and_then_looks_by_itself()
    {
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var office = await DockHost.StartAsync(database, ("Seaworthy:Jobs:Enabled", "false"));
        await using var deaf = await DockHost.StartAsync(database, ("Seaworthy:Jobs:Notify", "false"), ("Seaworthy:Jobs:PollMs", "20"));

        deaf.App.App.Services.GetServices<IHostedService>().OfType<JobNotices>().ShouldBeEmpty();
        await deaf.UntilAsync((await office.Jobs.EnqueueAsync(Dockers.Unload, new("tea"), default)).Id, JobStatus.Done);
    }

    [Fact]
    [Trait("Requirement", "R22")]
    [Trait("Switch", "Messaging:Relay")]
    public async Task A_process_sends_its_events_until_switched_off_and_then_leaves_them_to_others()
    {
        await using var database = TestDatabase.Sqlite();
        await using (var off = await Harbour.StartAsync(database, builder => builder.AddModule<PierModule>().AddModule<TollModule>(), ("Seaworthy:Messaging:Relay", "false")))
        {
            await off.PublishAsync(new Messaging.Arrival("Skua", 1));
            off.App.App.Services.GetServices<IHostedService>().OfType<OutboxRelay>().ShouldBeEmpty();
            (await off.UnsentAsync()).ShouldBe(1);
        }

        await using var on = await Harbour.StartAsync(database, builder => builder.AddModule<PierModule>().AddModule<TollModule>());
        (await on.TollsAsync(1)).ShouldBe([new("Skua", 1)]);
    }

    [Theory]
    [Trait("Requirement", "R6")]
    [Trait("Switch", "SecurityHeaders:Enabled")]
    [InlineData("/", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/fails", 500)]
    public async Task Security_headers_are_on_every_answer_until_switched_off(string path, int status)
    {
        var (on, off) = await BothAsync("SecurityHeaders:Enabled", path);

        on.Status.ShouldBe(status);
        on.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        on.Headers["X-Frame-Options"].ShouldBe("DENY");
        on.Headers["X-XSS-Protection"].ShouldBe("0");
        on.Headers.ContainsKey("Strict-Transport-Security").ShouldBeFalse(); // plain http
        on.Headers.Keys.Except(off.Headers.Keys).Order().ShouldBe(SecurityHeaders);
        off.Status.ShouldBe(status);
    }

    [Fact]
    [Trait("Requirement", "R6")]
    public async Task The_cafe_profile_sends_its_documents_value()
    {
        await using var app = await StartAsync(("Seaworthy:SecurityHeaders:Profile", "cafe"));

        (await Answer.OfAsync(app, "GET", "/")).Headers["X-XSS-Protection"].ShouldBe("1; mode=block");
    }

    [Theory]
    [Trait("Requirement", "R42")]
    [Trait("Switch", "Problems:Enabled")]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/", 405)]
    [InlineData("GET", "/fails", 500)]
    public async Task Errors_without_a_body_get_a_problem_until_switched_off(string method, string path, int status)
    {
        var (on, off) = await BothAsync("Problems:Enabled", path, method);

        (on.Status, off.Status).ShouldBe((status, status));
        on.Headers["Content-Type"].ShouldBe("application/problem+json");
        on.Body.ShouldContain("\"requestId\":");
        on.Body.ShouldNotContain("on purpose");
        off.Body.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "R85")]
    [Trait("Switch", "Client:Enabled")]
    public async Task A_trusted_proxy_says_who_calls_until_switched_off()
    {
        var (on, off) = await BothAsync("Client:Enabled", "/who", "GET", headers: "X-Forwarded-For: 203.0.113.9");

        (on.Body, off.Body).ShouldBe(("203.0.113.9", "127.0.0.1"));
    }

    [Fact]
    [Trait("Requirement", "R85")]
    public async Task Nobody_else_says_who_calls()
    {
        await using var app = await StartAsync(("Seaworthy:Client:TrustedProxies", "10.0.0.0/8"));

        (await Answer.OfAsync(app, "GET", "/who", "X-Forwarded-For: 203.0.113.9")).Body.ShouldBe("127.0.0.1");
    }

    [Fact]
    [Trait("Switch", "Bounds:Enabled")]
    public async Task Long_addresses_are_refused_until_switched_off()
    {
        var (on, off) = await BothAsync("Bounds:Enabled", "/?" + new string('x', 8001));

        (on.Status, off.Status).ShouldBe((414, 200));
    }

    [Fact]
    [Trait("Switch", "Drain:Enabled")]
    public async Task The_door_stays_open_for_the_grace_period_until_switched_off()
    {
        await using var on = await StartAsync();
        await using var off = await StartAsync(("Seaworthy:Drain:Enabled", "false"));

        Drains(on).ShouldBeTrue();
        Drains(off).ShouldBeFalse();

        static bool Drains(TestApp app) => app.App.Services.GetServices<IHostedService>().Any(service => service.GetType().Name == "DrainOnStop");
    }

    [Fact]
    [Trait("Switch", "Observability:ResponseTime")]
    public async Task Answers_say_how_long_they_took_until_switched_off()
    {
        var (on, off) = await BothAsync("Observability:ResponseTime", "/");

        on.Headers.Keys.Except(off.Headers.Keys).ShouldBe(["X-Response-Time"]);
        (on.Status, on.Body).ShouldBe((off.Status, off.Body));
    }

    [Fact]
    [Trait("Switch", "Observability:Tracing")]
    public async Task An_activity_runs_while_an_endpoint_does_until_switched_off()
    {
        var (on, off) = await BothAsync("Observability:Tracing", "/activity");

        (on.Body, off.Body).ShouldBe(("True", "False"));
    }

    [Fact]
    [Trait("Switch", "Observability:Metrics")]
    public async Task Metrics_are_shown_until_switched_off()
    {
        var (on, off) = await BothAsync("Observability:Metrics", "/metrics", environment: Environments.Development);

        (on.Status, off.Status).ShouldBe((200, 404));
    }

    [Fact]
    [Trait("Switch", "Observability:JsonLogs")]
    public async Task Lines_of_json_take_the_consoles_place_until_switched_off()
    {
        await using var on = await StartAsync(("Seaworthy:Observability:JsonLogs", "true"));
        await using var off = await StartAsync(("Seaworthy:Observability:JsonLogs", "false"));

        on.App.Services.GetServices<ILoggerProvider>().Select(log => log.GetType().Name).ShouldBe(["JsonLogProvider"]);
        off.App.Services.GetServices<ILoggerProvider>().ShouldHaveSingleItem().ShouldBeOfType<ConsoleLoggerProvider>();
    }

    [Fact]
    [Trait("Switch", "Observability:RequestLog")]
    public async Task The_framework_tells_its_lines_again_when_ours_is_switched_off()
    {
        await using var on = await StartAsync();
        await using var off = await StartAsync(("Seaworthy:Observability:RequestLog", "false"));

        Tells(on, "Microsoft.AspNetCore.Hosting.Diagnostics").ShouldBeFalse();
        Tells(off, "Microsoft.AspNetCore.Hosting.Diagnostics").ShouldBeTrue();

        static bool Tells(TestApp app, string category) =>
            app.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(LogLevel.Information);
    }

    [Fact]
    [Trait("Switch", "Validation:RefuseUnknownMembers")]
    public async Task Members_that_nobody_knows_are_refused_until_switched_off()
    {
        var (on, off) = await BothAsync("Validation:RefuseUnknownMembers", "/things", "POST", headers: "Body: {\"name\":\"x\",\"nmae\":\"y\"}");

        (on.Status, off.Status).ShouldBe((422, 200));
    }

    [Fact]
    [Trait("Requirement", "R43")]
    [Trait("Switch", "Versions:GoneAfterSunset")]
    public async Task An_endpoint_is_gone_after_its_sunset_until_switched_off()
    {
        var (on, off) = await BothAsync("Versions:GoneAfterSunset", "/old");

        (on.Status, off.Status).ShouldBe((410, 200));
        off.Headers.Keys.ShouldContain("Sunset");
    }

    [Fact]
    [Trait("Requirement", "R1")]
    [Trait("Switch", "RateLimiting:Enabled")]
    public async Task Answers_say_what_is_left_of_a_limit_until_switched_off()
    {
        var (on, off) = await BothAsync("RateLimiting:Enabled", "/");

        on.Headers.Keys.Except(off.Headers.Keys).Order().ShouldBe(["RateLimit", "RateLimit-Policy"]);
        (on.Status, off.Status).ShouldBe((200, 200));
    }

    [Theory]
    [Trait("Requirement", "R37")]
    [Trait("Switch", "Caching:Enabled")]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_value_is_made_once_until_switched_off(bool isOn, int made)
    {
        await using var app = await StartAsync(("Seaworthy:Caching:Enabled", $"{isOn}"));
        var cache = app.App.Services.GetRequiredService<HybridCache>();
        var times = 0;

        await cache.GetOrCreateAsync("menu:1", _ => ValueTask.FromResult(++times));
        await cache.GetOrCreateAsync("menu:1", _ => ValueTask.FromResult(++times));

        times.ShouldBe(made);
    }

    [Theory]
    [Trait("Requirement", "R37")]
    [Trait("Switch", "Caching:EarlyRefresh")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_value_near_its_end_is_made_anew_in_the_background_until_switched_off(bool isOn)
    {
        var clock = new SteppedTime();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.AddSeaworthy();
            },
            app => app.UseSeaworthy(),
            ("Seaworthy:Caching:EarlyRefresh", $"{isOn}"), ("Seaworthy:Caching:JitterPercent", "0"));
        var cache = app.App.Services.GetRequiredService<HybridCache>();
        var again = new TaskCompletionSource();
        var times = 0;
        ValueTask<int> MakeAsync()
        {
            clock.Step(TimeSpan.FromHours(1)); // what takes long is made anew early
            if (++times == 2)
            {
                again.SetResult();
            }

            return ValueTask.FromResult(times);
        }

        await cache.GetOrCreateAsync("menu:1", _ => MakeAsync());
        clock.Step(TimeSpan.FromSeconds(299));
        (await cache.GetOrCreateAsync("menu:1", _ => MakeAsync())).ShouldBe(1);

        if (isOn)
        {
            await again.Task;
        }

        times.ShouldBe(isOn ? 2 : 1);
    }

    [Fact]
    [Trait("Requirement", "R17")]
    [Trait("Switch", "Idempotency:Enabled")]
    public async Task What_is_no_idempotency_key_is_refused_until_switched_off()
    {
        var (on, off) = await BothAsync("Idempotency:Enabled", "/things", "POST", headers: ["Idempotency-Key: no key", "Body: {\"name\":\"x\"}"]);

        (on.Status, off.Status).ShouldBe((400, 200));
    }

    [Fact]
    [Trait("Requirement", "R44")]
    [Trait("Switch", "Compression:Enabled")]
    public async Task Text_is_compressed_until_switched_off()
    {
        var (on, off) = await BothAsync("Compression:Enabled", "/long", headers: "Accept-Encoding: br");

        on.Headers["Content-Encoding"].ShouldBe("br");
        off.Headers.Keys.ShouldNotContain("Content-Encoding");
        off.Body.Length.ShouldBe(LongText);
    }

    [Theory]
    [Trait("Requirement", "R37")]
    [Trait("Switch", "Caching:Responses")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_is_kept_where_its_endpoint_says_so_until_switched_off(bool isOn)
    {
        await using var app = await StartAsync(("Seaworthy:Caching:Responses", $"{isOn}"));

        var first = await Answer.OfAsync(app, "GET", "/kept");
        var second = await Answer.OfAsync(app, "GET", "/kept");

        (second.Body == first.Body).ShouldBe(isOn);
        second.Headers.ContainsKey("Age").ShouldBe(isOn);
    }

    [Theory]
    [Trait("Requirement", "R37")]
    [Trait("Switch", "Caching:SecondLevel")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_Redis_holds_values_too_until_switched_off(bool isOn)
    {
        await using var app = await StartAsync(("REDIS_URL", "redis://127.0.0.1:1"), ("Seaworthy:Caching:SecondLevel", $"{isOn}"));

        (app.App.Services.GetService<SecondLevel>() is not null).ShouldBe(isOn);
    }

    [Fact]
    [Trait("Requirement", "R12")]
    [Trait("Switch", "Admin:Enabled")]
    public Task What_asks_for_a_network_stops_the_start_where_nobody_looks() =>
        StopsAsync("Admin:Enabled", "RequireNetwork", app => app.MapGet("/desk", () => "desk").RequireNetwork());

    [Fact]
    [Trait("Requirement", "R11")]
    [Trait("Switch", "Signatures:Enabled")]
    public Task What_asks_for_a_signature_stops_the_start_where_nobody_looks() =>
        StopsAsync("Signatures:Enabled", "RequireSignature", app => app.MapPost("/signed", () => "signed").RequireSignature());

    private static async Task StopsAsync(string setting, string word, Action<WebApplication> map)
    {
        await using var app = TestApp.Build(
            builder => builder.AddSeaworthy(),
            app =>
            {
                app.UseSeaworthy();
                map(app);
            },
            ($"Seaworthy:{setting}", "false"), ("Seaworthy:Signatures:Keys:partner", RandomNumberGenerator.GetHexString(64)));

        (await Should.ThrowAsync<PlanException>(app.StartAsync())).Faults.ShouldHaveSingleItem().ShouldContain(word);
    }

    private static bool IsOn(PropertyInfo property) => (bool)property.GetValue(Activator.CreateInstance(property.DeclaringType!))!;

    private static async Task<(Answer On, Answer Off)> BothAsync(string setting, string path, string method = "GET", string environment = "Production", params string[] headers)
    {
        await using var on = await StartInAsync(environment);
        await using var off = await StartInAsync(environment, ($"Seaworthy:{setting}", "false"));
        return (await Answer.OfAsync(on, method, path, headers), await Answer.OfAsync(off, method, path, headers));
    }

    private static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => StartInAsync(Environments.Production, settings);

    private static Task<TestApp> StartInAsync(string environment, params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = environment;
            builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Information);
            builder.AddSeaworthy();
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/", () => new { hello = "world" });
            app.MapGet("/fails", string () => throw new InvalidOperationException("on purpose"));
            app.MapGet("/who", (HttpContext context) => context.Connection.RemoteIpAddress!.MapToIPv4().ToString());
            app.MapGet("/activity", () => $"{Activity.Current is not null}");
            app.MapGet("/old", () => "old").WithDeprecation(new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(50), "/", "there is a better one"));
            app.MapGet("/long", () => new string('x', LongText));
            app.MapGet("/kept", () => Guid.NewGuid()).Cached(TimeSpan.FromMinutes(1)).VaryByQuery();
            app.MapPost("/things", (Body<Thing> thing) => thing.Value);
        },
        settings);
}
