using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Grocery;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>The numbers of S0, with nothing set.</summary>
[Trait("Requirement", "R1")]
public sealed class LimitTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1) / 100;
    private readonly TestDatabase _database = TestDatabase.Sqlite();
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await StartAsync();
        await _app.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Lists_of_products_are_read_a_hundred_times_a_minute_under_whatever_path_and_the_rest_of_the_shop_goes_on()
    {
        string[] paths = ["/api/products/", "/api/products", "/api/v1/products/?page=1", "/grocery/api/products/", "/api/v2/products", "/api/v2/products/facets"];
        var clock = Stopwatch.StartNew();

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 120; i++)
        {
            using var answer = await _app.Client.GetAsync(paths[i % paths.Length]);
            statuses.Add(answer.StatusCode);
        }

        statuses.Take(100).ShouldAllBe(status => status == HttpStatusCode.OK);
        statuses.Count(status => status == HttpStatusCode.OK).ShouldBeInRange(100, 101 + (int)(clock.Elapsed / Interval));
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        (await _app.Client.GetAsync("/api/v2/categories")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_customer_has_a_hundred_of_his_own()
    {
        using var stranger = await _app.Client.GetAsync("/api/products/");
        using var first = await AsAsync("ada@example.com");
        using var second = await AsAsync("ada@example.com");
        using var other = await AsAsync("bob@example.com");

        Left(first).ShouldBe(99);
        Left(second).ShouldBe(98);
        Left(other).ShouldBe(99);
    }

    [Theory]
    [InlineData("Seaworthy:RateLimiting:Policies:products", "7/hour", "\"products\";q=7;w=3600")]
    [InlineData("Services:grocery:RateLimiting:Policies:products", "off", "\"address\";q=1000;w=60")]
    public async Task The_number_is_a_setting(string name, string value, string says)
    {
        await using var app = await StartAsync((name, value), ("Seaworthy:RateLimiting:Address", "1000/minute"));

        using var answer = await app.Client.GetAsync("/api/products/?size=0");

        answer.Headers.GetValues("RateLimit-Policy").Single().ShouldEndWith(says);
    }

    private Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddTokens().AddModule<GroceryModule>();
        },
        app => app.UseSeaworthy(),
        [.. _database.Settings, .. settings]);

    private Task<HttpResponseMessage> AsAsync(string email)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/products/");
        request.Headers.Add("Authorization", $"Development {email}");
        return _app.Client.SendAsync(request);
    }

    private static int Left(HttpResponseMessage answer) =>
        int.Parse(answer.Headers.GetValues("RateLimit").Single().Split(";r=")[1].Split(';')[0]);
}
