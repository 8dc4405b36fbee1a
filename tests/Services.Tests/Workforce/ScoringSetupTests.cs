using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting.Settings;
using Seaworthy.Identity.Tokens;
using Seaworthy.Workforce;
using Seaworthy.Workforce.Scores;

namespace Seaworthy.Services.Tests.Workforce;

[Trait("Requirement", "R34")]
public sealed class ScoringSetupTests
{
    [Fact]
    public async Task The_operator_names_the_scoring_services_and_each_has_thirty_seconds()
    {
        await using var app = Build("http://one:7072/score  https://two/score");

        var setup = app.Services.GetRequiredService<ScoringSetup>();

        setup.Services.ShouldBe([new Uri("http://one:7072/score"), new Uri("https://two/score")]);
        setup.Patience.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("scoring.example")]
    [InlineData("ftp://scoring.example/score")]
    [InlineData("http://user:password@scoring.example/score")]
    public void An_address_that_cannot_be_called_stops_the_start(string address) =>
        Should.Throw<SettingsException>(() => Build(address)).Message.ShouldContain("must be addresses like http://scoring:8080/score");

    private static WebApplication Build(string upstreams) => TestApp.Build(
        builder => builder.AddSeaworthy().AddTokens().AddModule<WorkforceModule>(), app => app.UseSeaworthy(),
        ("Services:workforce:Upstreams:scoring", upstreams), ("Seaworthy:Database:Url", "Host=nowhere"), ("Seaworthy:Secrets:CursorKey", Convert.ToHexString(RandomNumberGenerator.GetBytes(32))));
}
