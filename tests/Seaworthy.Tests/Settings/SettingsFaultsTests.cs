using Microsoft.AspNetCore.Builder;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Tests.Settings;

[Trait("Requirement", "R62")]
public sealed class SettingsFaultsTests
{
    [Theory]
    [InlineData("Seaworthy:Bounds:UrlChars", "abc", "must be a whole number from 1 to")]
    [InlineData("Seaworthy:Bounds:UrlChars", "0", "must be a whole number from 1 to")]
    [InlineData("Seaworthy:Bounds:UrlChars", "99999999999", "must be a whole number from 1 to")]
    [InlineData("Seaworthy:Bounds:UrlCars", "1", "is no setting, did you mean Bounds:UrlChars?")]
    [InlineData("Seaworthy:Bonds:UrlChars", "1", "is no setting, did you mean Bounds:UrlChars?")]
    [InlineData("Seaworthy:Cors:Enabled:Very", "1", "is no setting")]
    [InlineData("Seaworthy:Client:Enabled", "maybe", "must be true or false")]
    [InlineData("Seaworthy:Client:TrustedProxies:0", "10.0.0.0/99", "must be an IP address, a network such as 10.0.0.0/8, or unix")]
    [InlineData("Seaworthy:Validation:MaxErrors", "0", "must be a whole number from 1 to 1000")]
    [InlineData("Seaworthy:Observability:LogLines", "2000000000", "must be a whole number from 1 to 1000000")]
    [InlineData("Seaworthy:Observability:MaxSeries", "0", "must be a whole number from 1 to 1000000")]
    [InlineData("Seaworthy:SecurityHeaders:Profile", "caffe", "must be one of default, cafe, did you mean cafe?")]
    [InlineData("Seaworthy:Cors:Origins", "https://shop.example/path", "must be an origin such as")]
    [InlineData("Seaworthy:Cors:Origins", "shop.example", "must be an origin such as")]
    [InlineData("Seaworthy:Cors:Origins", "*", "must be listed one by one in Production")]
    [InlineData("Seaworthy:RateLimiting:Store", "redis", "needs a Redis to count in: set REDIS_URL")]
    [InlineData("Seaworthy:RateLimiting:Store", "memcached", "must be one of Process, Redis")]
    [InlineData("Seaworthy:RateLimiting:PatienceMs", "0", "must be a whole number from 1 to 10000")]
    [InlineData("Seaworthy:Mail:From", "the shop", "must be an e-mail such as shop@example.com")]
    [InlineData("Seaworthy:Mail:Url", "mail.example.com", "must be smtp://")]
    [InlineData("Seaworthy:Mail:Templates", "/nowhere/at/all", "is not there; name a folder")]
    [InlineData("Seaworthy:Mail:CertificateAuthorityFile", "/nowhere/ca.pem", "is not there; name a PEM file")]
    [InlineData("Seaworthy:Secrets:CursorKey", "secret", "is a sample, not a secret")]
    [InlineData("Seaworthy:Secrets:CursorKey", "change-me-change-me-change-me-change-me", "is a sample, not a secret")]
    [InlineData("Seaworthy:Secrets:CursorKey", "d7Hq2mZ9", "must be 32 characters or more")]
    public void A_wrong_setting_stops_the_start_and_says_what_is_allowed(string key, string value, string must)
    {
        var fault = Faults(builder => builder.AddSeaworthy(), (key, value)).ShouldHaveSingleItem();

        fault.Must.ShouldContain(must);
        fault.Source.ShouldBe("code");
    }

    [Fact]
    public void All_faults_are_told_at_once_without_a_stack_trace()
    {
        var failure = Should.Throw<SettingsException>(() => Start(
            builder => builder.AddSeaworthy(),
            ("Seaworthy:Bounds:UrlChars", "abc"), ("Seaworthy:Drain:TimeoutMs", "-1"), ("Seaworthy:Cors:Orgins", "x")));

        failure.Faults.Count.ShouldBe(3);
        failure.Message.ShouldStartWith("3 settings are not valid");
        failure.Message.ShouldContain("Seaworthy:Bounds:UrlChars = abc   must be a whole number from 1 to 65536   (code)");
        failure.Message.Split('\n').Length.ShouldBe(5);
    }

    [Fact]
    public void Any_origin_with_credentials_is_refused_in_every_environment()
    {
        var faults = Faults(
            builder =>
            {
                builder.Environment.EnvironmentName = "Development";
                builder.AddSeaworthy();
            },
            ("Seaworthy:Cors:Origins", "*"), ("Seaworthy:Cors:Credentials", "true"));

        faults.ShouldHaveSingleItem().Must.ShouldContain("while Cors:Credentials is true");
    }

    [Fact]
    public void A_secret_is_never_repeated()
    {
        var faults = Faults(builder => builder.AddSeaworthy(), ("Seaworthy:Secrets:CursorKey", "hunter2"));

        faults.Single().ToString().ShouldNotContain("hunter2");
        faults.Single().Value.ShouldBe(SettingText.Hidden);
    }

    [Fact]
    public void A_cursor_key_given_to_one_service_alone_stops_the_start_and_says_where_it_belongs()
    {
        var faults = Faults(
            builder => builder.AddSeaworthy().AddModule<Api.Shop<Api.Grocery>>(),
            ("DATABASE_URL", "postgresql://u:p@db/shop"), ("Services:grocery:Secrets:CursorKey", "0123456789abcdef0123456789abcdef"));

        faults.Select(fault => $"{fault.Key} {fault.Must}").ShouldBe(
            [
                "Services:grocery:Secrets:CursorKey is the whole process's and no service's own: set Seaworthy:Secrets:CursorKey in its place",
                "Seaworthy:Secrets:CursorKey is required beside PostgreSQL, the same in all processes; make one: openssl rand -hex 32",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void What_code_sets_is_checked_too()
    {
        var faults = Faults(builder => builder.AddSeaworthy(options => options.Bounds.UrlChars = -5));

        faults.ShouldHaveSingleItem().ToString().ShouldStartWith("Seaworthy:Bounds:UrlChars = -5");
    }

    [Fact]
    public void A_database_url_of_an_app_that_has_no_service_of_ours_is_not_our_business()
    {
        Start(builder => builder.AddSeaworthy(), ("DATABASE_URL", "mysql://db/shop"), ("MYSQL_SERVER", "db"));
    }

    private static IReadOnlyList<SettingFault> Faults(Action<WebApplicationBuilder> build, params (string, string)[] settings) =>
        Should.Throw<SettingsException>(() => Start(build, settings)).Faults;

    private static void Start(Action<WebApplicationBuilder> build, params (string, string)[] settings) =>
        TestApp.Build(build, app => app.UseSeaworthy(), settings);
}
