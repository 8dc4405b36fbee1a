using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Jobs;
using Seaworthy.Messaging;
using Seaworthy.Observability.Metrics;
using Seaworthy.Resilience;

namespace Seaworthy.Tests.Observability;

[Trait("Requirement", "R54")]
public sealed class MetricsTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Requests_are_counted_under_the_documents_names_and_opentelemetrys()
    {
        for (var i = 0; i < 3; i++)
        {
            await _app.Client.GetAsync($"/items/{i}");
        }

        await _app.Client.GetAsync("/fails");
        await _app.Client.DeleteAsync("/items/1");
        await _app.Client.GetAsync("/nothing");
        var metrics = await ScrapeAsync();

        metrics.Samples["""http_requests_total{method="GET",endpoint="/items/{id:int}",status="200"}"""].ShouldBe(3);
        metrics.Samples["""http_requests_total{method="GET",endpoint="/fails",status="500"}"""].ShouldBe(1);
        metrics.Samples["""http_requests_total{method="DELETE",endpoint="(wrong method)",status="405"}"""].ShouldBe(1);
        metrics.Samples["""http_requests_total{method="GET",endpoint="(unknown)",status="404"}"""].ShouldBe(1);
        metrics.Samples["""http_request_duration_seconds_count{method="GET",endpoint="/items/{id:int}"}"""].ShouldBe(3);
        metrics.Samples["""http_server_request_duration_seconds_count{http_request_method="GET",http_route="/items/{id:int}",http_response_status_code="200",url_scheme="http"}"""].ShouldBe(3);
        metrics.Samples["""http_server_active_requests{http_request_method="GET",url_scheme="http"}"""].ShouldBe(1, "the scrape itself");
        metrics.Values("http_requests_total", "endpoint").ShouldBe(["(unknown)", "(wrong method)", "/fails", "/items/{id:int}"]);
        metrics.Values("http_requests_total", "method").ShouldBe(["DELETE", "GET"]);
        metrics.Values("http_requests_total", "status").ShouldBe(["200", "404", "405", "500"]);
        metrics.Values("http_server_request_duration_seconds_bucket", "url_scheme").ShouldBe(["http"]);
        metrics.Values("http_server_request_duration_seconds_bucket", "le").ShouldBe(
            ["0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1.0", "2.5", "5.0", "7.5", "10.0", "+Inf"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_that_a_caller_makes_up_becomes_a_series()
    {
        await _app.Client.GetAsync("/items/0");
        await _app.Client.GetAsync("/nothing");
        await _app.Client.SendAsync(new HttpRequestMessage(new HttpMethod("ODD"), "/nothing"));
        await ScrapeAsync();
        var before = await ScrapeAsync();

        for (var i = 0; i < 50; i++)
        {
            await _app.Client.GetAsync($"/items/{i}?x={i}");
            await _app.Client.GetAsync($"/unknown/{i}");
            await _app.Client.SendAsync(new HttpRequestMessage(new HttpMethod($"ODD{i}"), $"/unknown/{i}"));
        }

        var after = await ScrapeAsync();
        Ours(after).ShouldBe(Ours(before));
        after.Samples["""http_requests_total{method="_OTHER",endpoint="(unknown)",status="404"}"""].ShouldBe(51);

        static string[] Ours(MetricsText metrics) => [.. metrics.Samples.Keys
            .Where(key => key.StartsWith("http_request", StringComparison.Ordinal) || key.StartsWith("http_server", StringComparison.Ordinal)).Order()];
    }

    [Fact]
    public async Task Beyond_the_cap_requests_count_under_other()
    {
        await using var app = await StartAsync(("Seaworthy:Observability:MaxSeries", "2"));
        foreach (var path in new[] { "/items/1", "/fails", "/health/live", "/health/ready", "/nothing" })
        {
            await app.Client.GetAsync(path);
        }

        var metrics = await ScrapeAsync(app);
        metrics.Values("http_requests_total", "endpoint").ShouldBe(["/fails", "/items/{id:int}", "other"]);
        metrics.Samples["""http_requests_total{method="GET",endpoint="other",status="200"}"""].ShouldBe(2);
        metrics.Samples["""http_requests_total{method="GET",endpoint="other",status="404"}"""].ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "R55")]
    public async Task Meters_of_the_app_and_the_runtime_are_shown_with_every_kind_in_its_place()
    {
        var meter = _app.App.Services.GetRequiredService<IMeterFactory>().Create("Rides");
        meter.CreateCounter<int>("rides.booked", description: "Rides\\booked \"now\"\nand then").Add(2, new("city", "Köln \"a\\b\"\n"), new("big", true));
        meter.CreateHistogram<double>("rides.fare", "ms", advice: new() { HistogramBucketBoundaries = [100, 2000] }).Record(150);
        meter.CreateUpDownCounter<long>("drivers.count", "{driver}").Add(5);
        meter.CreateObservableGauge("load", () => 0.25, "1");
        meter.CreateObservableCounter("heard", () => new Measurement<long>(9, new KeyValuePair<string, object?>("le", "x")), "By");
        meter.CreateObservableGauge("broken", int () => throw new InvalidOperationException());
        using var foreign = new OtherFactory();
        foreign.Create("Rides").CreateCounter<int>("another.host").Add(1);

        var metrics = await ScrapeAsync();

        metrics.Samples["rides_booked_total{big=\"true\",city=\"Köln \\\"a\\\\b\\\"\\n\"}"].ShouldBe(2);
        metrics.Samples["rides_fare_seconds_bucket{le=\"0.1\"}"].ShouldBe(0);
        metrics.Samples["rides_fare_seconds_bucket{le=\"2.0\"}"].ShouldBe(1);
        metrics.Samples["rides_fare_seconds_sum"].ShouldBe(0.15, 1e-9);
        metrics.Samples["drivers"].ShouldBe(5);
        metrics.Samples["load_ratio"].ShouldBe(0.25);
        metrics.Samples["heard_bytes_total{tag_le=\"x\"}"].ShouldBe(9);
        metrics.Samples.Keys.ShouldNotContain(key => key.StartsWith("another_host", StringComparison.Ordinal));
        metrics.Kinds.ShouldContainKey("kestrel_active_connections");
        metrics.Kinds.Keys.ShouldContain(name => name.StartsWith("dotnet_gc", StringComparison.Ordinal));
        metrics.Samples["seaworthy_metrics_overflow_total"].ShouldBe(0);
    }

    [Fact]
    public async Task A_foreign_metric_beyond_the_cap_goes_to_its_overflow_series()
    {
        await using var app = await StartAsync(("Seaworthy:Observability:MaxSeries", "3"));
        var counter = app.App.Services.GetRequiredService<IMeterFactory>().Create("Shop").CreateCounter<int>("sold");
        for (var i = 0; i < 10; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("item", i));
        }

        var metrics = await ScrapeAsync(app);
        metrics.Values("sold_total", "item").ShouldBe(["0", "1", "2"]);
        metrics.Samples["sold_total{otel_metric_overflow=\"true\"}"].ShouldBe(7);
        metrics.Samples["seaworthy_metrics_overflow_total"].ShouldBeGreaterThanOrEqualTo(7, "the runtime's own meters overflow too");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("text/plain", false)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.4,text/plain;version=0.0.4;q=0.5", false)]
    [InlineData("application/openmetrics-text;version=0.0.1", false)]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", true)]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.2,*/*;q=0.1", true)]
    public async Task The_reader_chooses_the_format(string? accept, bool openMetrics)
    {
        await _app.Client.GetAsync("/items/1");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var response = await _app.Client.SendAsync(request);

        response.Content.Headers.GetValues("Content-Type").Single().ShouldBe(openMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8");
        var metrics = MetricsText.Read(await response.Content.ReadAsStringAsync(), openMetrics);
        metrics.Kinds[openMetrics ? "http_requests" : "http_requests_total"].ShouldBe("counter");
        metrics.Samples["""http_requests_total{method="GET",endpoint="/items/{id:int}",status="200"}"""].ShouldBe(1);
    }

    [Fact]
    public async Task Many_may_scrape_at_once_while_requests_run_and_no_counter_falls()
    {
        var key = """http_requests_total{method="GET",endpoint="/items/{id:int}",status="200"}""";
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 50; i++)
            {
                await _app.Client.GetAsync($"/items/{i}");
            }
        }));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var before = 0.0;
            for (var i = 0; i < 5; i++)
            {
                var now = (await ScrapeAsync()).Samples.GetValueOrDefault(key);
                now.ShouldBeGreaterThanOrEqualTo(before);
                before = now;
            }
        }));
        await load;

        (await ScrapeAsync()).Samples[key].ShouldBe(200);
    }

    [Fact]
    public async Task Switched_off_there_is_no_page()
    {
        await using var app = await StartAsync(("Seaworthy:Observability:Metrics", "false"));

        (await app.Client.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_reference_page_is_what_the_code_defines_and_the_scrape_shows()
    {
        var page = Path.Combine(Root(), "docs", "reference", "metrics.md");
        if (Environment.GetEnvironmentVariable("SEAWORTHY_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            await File.WriteAllTextAsync(page, MetricCatalogue.Markdown());
        }

        (await File.ReadAllTextAsync(page)).ShouldBe(MetricCatalogue.Markdown(), "SEAWORTHY_UPDATE_DOCS=1 rewrites it");
        await using var app = await StartAsync(("Seaworthy:Observability:JsonLogs", "true"), ("REDIS_URL", "redis://127.0.0.1:1"), ("Seaworthy:RateLimiting:Store", "Redis"));
        await app.Client.GetAsync("/items/1");
        await app.App.Services.GetRequiredService<HybridCache>().GetOrCreateAsync("item:1", _ => new ValueTask<string>("one"));
        await app.Client.PostWithKeyAsync("/items", null);
        await app.Client.PostAsync("/signed", null);
        await app.Client.GetAsync("/leaks");
        var jobs = app.App.Services.GetRequiredService<JobMetrics>();
        jobs.Watch("shop", [new("default", 1, hasLanes: false, TimeProvider.System)], new HeldJobs());
        jobs.Seen("shop", "default", new(1, TimeSpan.Zero, IsStalled: false));
        jobs.Rescued("shop", 1);
        jobs.Ended("shop", "count", JobEnd.Done, TimeSpan.FromSeconds(1));
        var resilience = app.App.Services.GetRequiredService<ResilienceMetrics>();
        resilience.Attempted("stock", "answered");
        resilience.Retried("stock", "timeout");
        resilience.Refused("stock", "breaker");
        resilience.Turned("stock", "stock:80", "open");
        using var stock = await app.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient("stock").GetAsync(app.Address);
        var events = app.App.Services.GetRequiredService<MessagingMetrics>();
        events.Relayed("shop", 1, 0);
        events.Seen("shop", new(1, null), default);
        var shown = (await ScrapeAsync(app)).Kinds.Keys.Where(name => name.StartsWith("http_server", StringComparison.Ordinal)
            || name.StartsWith("http_request", StringComparison.Ordinal) || name.StartsWith("seaworthy", StringComparison.Ordinal)
            || name.StartsWith("cache_", StringComparison.Ordinal)
            || name is "build_info" or "process_start_time_seconds");
        shown.ShouldBe(MetricCatalogue.All.Select(family => family.SampleName), ignoreOrder: true);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Seaworthy.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        }

        return folder;
    }

    private static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.AddSeaworthy();
            builder.Services.AddHttpClient("stock").WithSeaworthyResilience();
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/items/{id:int}", (int id) => $"item {id}");
            app.MapPost("/items", () => "made");
            app.MapGet("/kept", () => "kept").Cached(TimeSpan.FromMinutes(1)).VaryByQuery();
            app.MapPost("/signed", () => "signed").RequireSignature();
            app.MapGet("/leaks", () => "postgres://app:secret@db/app");
            app.MapGet("/fails", string () => throw new InvalidOperationException());
        },
        [("Seaworthy:Signatures:Keys:partner", "b5f3d1c7a9e8064f2b1d3c5a7e9f8061"), .. settings]);

    private Task<MetricsText> ScrapeAsync() => ScrapeAsync(_app);

    private static async Task<MetricsText> ScrapeAsync(TestApp app)
    {
        using var response = await app.Client.GetAsync("/metrics");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return MetricsText.Read(await response.Content.ReadAsStringAsync());
    }

    private sealed class OtherFactory : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(new MeterOptions(options.Name) { Scope = this });

        public void Dispose()
        {
        }
    }
}
