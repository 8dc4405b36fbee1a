using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Redis;

namespace Seaworthy.Tests.Redis;

[Trait("Requirement", "R33")]
public sealed class RedisSettingsTests
{
    [Fact]
    public void The_documents_five_names_are_one_address()
    {
        var redis = Read(true, ("REDIS_HOST", "cache"), ("REDIS_PORT", "6380"), ("REDIS_DB", "19"), ("REDIS_PASSWORD", "p@ss:/%"), ("REDIS_MAX_CONNECTIONS", "50"));

        RedisUrl.TryCompose(redis, out var url, out _).ShouldBeTrue();
        url.ShouldBe("redis://:p%40ss%3A%2F%25@cache:6380/19");
    }

    [Theory]
    [InlineData("redis://cache", "redis://cache:6379/0")]
    [InlineData("cache", "redis://cache:6379/0")]
    [InlineData("cache:6380", "redis://cache:6380/0")]
    [InlineData("rediss://app:p%40ss@[::1]:6380/19", "rediss://app:p%40ss@[::1]:6380/19")]
    [InlineData("redis://app@cache/2", "redis://app@cache:6379/2")]
    public void REDIS_URL_is_understood_everywhere(string text, string url)
    {
        RedisUrl.TryCompose(Read(false, ("REDIS_URL", text)), out var composed, out _).ShouldBeTrue();
        composed.ShouldBe(url);
    }

    [Fact]
    public void REDIS_URL_wins_over_the_documents_host_and_the_full_name_over_both()
    {
        Read(true, ("REDIS_HOST", "a"), ("REDIS_URL", "redis://b")).Url.ShouldBe("redis://b");
        Read(true, ("REDIS_HOST", "a"), ("REDIS_URL", "redis://b"), ("Seaworthy:Redis:Url", "redis://c")).Url.ShouldBe("redis://c");
        Read(false, ("REDIS_HOST", "a")).Url.ShouldBeNull();
    }

    [Fact]
    public void All_faults_are_told_at_once_and_no_password_with_them()
    {
        var failure = Should.Throw<SettingsException>(() => TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(),
            ("REDIS_URL", "redis://app:hunter2@cache:many"), ("Seaworthy:Redis:CallTimeoutMs", "0"), ("Seaworthy:Redis:ClientName", "two words"),
            ("Seaworthy:Redis:CertificateAuthorityFile", "/nowhere.pem"), ("Seaworthy:Redis:ReconnectMs", "500")));

        failure.Faults.Select(fault => fault.Key).ShouldBe(
            ["REDIS_URL", "Seaworthy:Redis:CallTimeoutMs", "Seaworthy:Redis:ClientName", "Seaworthy:Redis:CertificateAuthorityFile", "Seaworthy:Redis:ReconnectMs"], ignoreOrder: true);
        failure.Message.ShouldContain("the port must be a number from 1 to 65535");
        failure.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Without_a_name_there_is_no_client_and_nothing_to_be_healthy()
    {
        await using var app = await StartAsync();

        app.App.Services.GetService<RedisClient>().ShouldBeNull();
        (await DetailedAsync(app)).ShouldBe((HttpStatusCode.OK, "healthy", "not configured"));
        (await app.Client.GetStringAsync("/metrics")).ShouldNotContain("seaworthy_redis");
    }

    [Fact]
    [Trait("Requirement", "R21")]
    [Trait("Requirement", "R23")]
    public async Task A_Redis_that_is_away_neither_fails_the_start_nor_makes_the_process_unready()
    {
        await using var app = await StartAsync(("REDIS_URL", "redis://127.0.0.1:1"));

        (await app.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DetailedAsync(app)).ShouldBe((HttpStatusCode.OK, "degraded", "degraded"));
        var metrics = await app.Client.GetStringAsync("/metrics");
        metrics.ShouldContain("""seaworthy_redis_connected{connection="data"} 0""");
        metrics.ShouldContain("""seaworthy_redis_failures_total{connection="data",reason="unavailable"} """);
    }

    private static Task<TestApp> StartAsync(params (string, string)[] settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.AddSeaworthy();
        },
        app => app.UseSeaworthy(),
        settings);

    private static async Task<(HttpStatusCode, string?, string?)> DetailedAsync(TestApp app)
    {
        using var answer = await app.Client.GetAsync("/health/detailed");
        var root = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return (answer.StatusCode, root.GetProperty("status").GetString(), root.GetProperty("checks").GetProperty("redis").GetProperty("status").GetString());
    }

    private static RedisSettings Read(bool alone, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        var reading = new SettingsReader(new(configuration), new("Development", alone)).ReadProcess(_ => { });
        reading.Faults.ShouldBeEmpty();
        return reading.Options.Redis;
    }
}
