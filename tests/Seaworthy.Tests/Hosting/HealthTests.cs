using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Api.Dialects;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Health;

namespace Seaworthy.Tests.Hosting;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly FakeDatabase _database = new("shop");
    private readonly ManualTime _time = new();
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await StartAsync(_ => { });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    [Trait("Requirement", "R20")]
    public async Task Ready_says_that_the_database_answers()
    {
        var (status, body) = await GetAsync("/health/ready");

        status.ShouldBe(HttpStatusCode.OK);
        body.ShouldBe("""{"status":"ready","database":"healthy"}""");
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public async Task Without_its_database_the_process_is_not_ready_but_alive()
    {
        _database.Ping = _ => throw new InvalidOperationException("secret-host refused password=1234");

        var (status, body) = await GetAsync("/health/ready");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.ShouldBe("""{"status":"not ready","database":"unavailable","detail":"Database unavailable"}""");
        (await GetAsync("/health")).ShouldBe((HttpStatusCode.ServiceUnavailable,
            """{"status":"unhealthy","database":"unavailable","timestamp":"2026-01-02T03:04:05.000Z"}"""));
        (await GetAsync("/health/live")).ShouldBe((HttpStatusCode.OK, """{"status":"alive"}"""));
        var (detailed, text) = await GetAsync("/health/detailed");
        detailed.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldNotContain("secret");
        text.ShouldNotContain("refused");
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public async Task Live_never_asks_the_database()
    {
        await GetAsync("/health/live");

        _database.Pings.ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public async Task Pending_migrations_are_not_ready()
    {
        _database.Migrations = [new("1_First", Applied: true), new("2_Second", Applied: false)];

        (await GetAsync("/health/ready")).ShouldBe((HttpStatusCode.ServiceUnavailable,
            """{"status":"not ready","database":"migrations pending","detail":"Migrations pending"}"""));
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public async Task Probes_cannot_hammer_the_database()
    {
        var answer = new TaskCompletionSource();
        _database.Ping = _ => answer.Task;
        var many = Enumerable.Range(0, 20).Select(_ => GetAsync("/health/ready")).ToList();
        answer.SetResult();
        (await Task.WhenAll(many)).ShouldAllBe(got => got.Status == HttpStatusCode.OK);
        _database.Pings.ShouldBe(1);

        _time.Advance(TimeSpan.FromMilliseconds(999));
        await GetAsync("/health/ready");
        _database.Pings.ShouldBe(1);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await GetAsync("/health/ready");
        await Until(() => _database.Pings == 2);
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public async Task A_slow_database_keeps_a_probe_waiting_only_when_the_last_good_answer_is_three_seconds_old()
    {
        await GetAsync("/health/ready");
        var answer = new TaskCompletionSource();
        _database.Ping = _ => answer.Task;

        _time.Advance(TimeSpan.FromSeconds(2));
        (await GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(1));
        var waiting = GetAsync("/health/ready");
        await Until(() => _database.Pings == 2);
        waiting.IsCompleted.ShouldBeFalse();

        answer.SetException(new InvalidOperationException("gone"));
        (await waiting).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public async Task A_dependency_is_asked_once_however_many_pages_show_it()
    {
        var redis = new CountedRedis();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddSingleton<TimeProvider>(_time);
                builder.Services.AddSingleton<IServiceDatabase>(_database);
                builder.Services.AddSingleton<IDependencyCheck>(redis);
                builder.AddSeaworthy().AddModule<ShopModule>();
            },
            app => app.UseSeaworthy());

        foreach (var path in (string[])["/health/detailed", "/health/ready", "/shop/health/detailed", "/shop/health/ready"])
        {
            (await app.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (redis.Asked, _database.Pings).ShouldBe((1, 1));
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public async Task A_database_that_hangs_is_given_up_after_two_seconds_and_asked_again_when_it_has_ended()
    {
        var asked = new TaskCompletionSource();
        var hangs = new TaskCompletionSource();
        _database.Ping = _ =>
        {
            asked.TrySetResult();
            return hangs.Task;
        };
        var first = GetAsync("/health/ready");
        await asked.Task;
        await Until(() => _time.Timers >= 2);
        _time.Advance(TimeSpan.FromSeconds(2));
        (await first).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        _time.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _database.Pings.ShouldBe(1);

        hangs.SetResult();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public async Task Detailed_shows_every_check_and_how_full_the_machine_is()
    {
        var (status, body) = await GetAsync("/health/detailed");

        status.ShouldBe(HttpStatusCode.OK, body);
        var root = JsonDocument.Parse(body).RootElement;
        root.EnumerateObject().Select(member => member.Name).ShouldBe(["status", "timestamp", "checks"]);
        root.GetProperty("status").GetString().ShouldBe("healthy");
        var checks = root.GetProperty("checks");
        checks.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["database", "redis", "external_services", "memory_usage", "cpu_usage", "disk_usage"]);
        checks.GetProperty("database").GetProperty("status").GetString().ShouldBe("healthy");
        checks.GetProperty("redis").GetProperty("status").GetString().ShouldBe("not configured");
        foreach (var name in new[] { "memory_usage", "cpu_usage", "disk_usage" })
        {
            checks.GetProperty(name).GetDouble().ShouldBeInRange(0, 100);
        }

        checks.GetProperty("memory_usage").GetDouble().ShouldBeGreaterThan(0);
    }

    [Theory]
    [Trait("Requirement", "R21")]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.ServiceUnavailable)]
    public async Task A_check_of_the_apps_own_is_shown_and_decides_readiness_only_where_it_says_so(bool needed, HttpStatusCode ready)
    {
        await using var app = await StartAsync(services => services.AddSingleton<IDependencyCheck>(new BrokenRedis(needed)));

        (await app.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(ready);
        var detailed = await app.Client.GetAsync("/health/detailed");
        detailed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        JsonDocument.Parse(await detailed.Content.ReadAsStringAsync()).RootElement
            .GetProperty("checks").GetProperty("redis").GetProperty("status").GetString().ShouldBe("unhealthy");
    }

    [Theory]
    [Trait("Requirement", "R19")]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/detailed")]
    [InlineData("/metrics")]
    public async Task Probes_answer_head_and_are_kept_by_no_cache(string path)
    {
        using var get = await _app.Client.GetAsync(path);
        using var head = await _app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        using var post = await _app.Client.PostAsync(path, null);

        get.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        get.Headers.CacheControl!.NoStore.ShouldBeTrue();
        head.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        post.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public async Task An_endpoint_of_the_apps_own_wins()
    {
        await using var app = await TestApp.StartAsync(app => app.Map("/Health/", () => "mine"));

        (await app.Client.GetStringAsync("/health")).ShouldBe("mine");
        (await app.Client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public async Task Without_a_database_there_is_nothing_to_wait_for()
    {
        await using var app = await TestApp.StartAsync(_ => { });

        (await app.Client.GetStringAsync("/health/ready")).ShouldBe("""{"status":"ready","database":"not configured"}""");
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private Task<TestApp> StartAsync(Action<IServiceCollection> more) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddSingleton<IServiceDatabase>(_database);
            more(builder.Services);
            builder.AddSeaworthy();
        },
        app => app.UseSeaworthy());

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await _app.Client.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private sealed class ShopModule : IModule
    {
        public static ModuleInfo Info { get; } = new("shop", "Shop", Dialect.Default);

        public static void AddServices(ModuleBuilder module)
        {
        }

        public static void MapRoutes(RouteGroupBuilder routes)
        {
        }
    }

    private sealed class CountedRedis : IDependencyCheck
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public string Name => "redis";

        public bool NeededToBeReady => true;

        public Task CheckAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Task.CompletedTask;
        }
    }

    private sealed class BrokenRedis(bool needed) : IDependencyCheck
    {
        public string Name => "redis";

        public bool NeededToBeReady => needed;

        public Task CheckAsync(CancellationToken cancellationToken) => throw new TimeoutException();
    }
}
