using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seaworthy.Leaks;
using Seaworthy.Observability.Logs;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.Leaks;

/// <summary>Secrets in log lines.</summary>
[Trait("Requirement", "R13")]
public sealed class LogLeakTests
{
    [Fact]
    public void Lines_are_written_without_the_secrets_in_them_and_that_there_were_some_is_said()
    {
        var log = new CapturedLog();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var mask = new LeakMask(SecretNames.KnownAnd([]), new LeakMetrics(services.GetRequiredService<IMeterFactory>()));
        using (var writer = new LogWriter(new LogOutput(log), 8, TimeProvider.System, mask))
        {
            writer.Add(Line("cannot connect with Host=db;Password=hunter2;Database=x"));
            writer.Add(Line("signed in") with { Members = [new("password", "hunter2"), new("user", "ada")] });
            writer.Add(Line("failed") with { Exception = new InvalidOperationException("redis://default:hunter2@cache:6379 is away") });
            writer.Add(Line("harmless") with { Members = [new("price", 12)] });
        }

        log.Lines.ShouldAllBe(line => !line.Contains("hunter2", StringComparison.Ordinal));
        var lines = log.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Count.ShouldBe(5);
        lines[0].GetProperty("message").GetString().ShouldBe("cannot connect with Host=db;Password=*******;Database=x");
        lines[1].GetProperty("user").GetString().ShouldBe("ada");
        lines[4].GetProperty("event").GetString().ShouldBe(nameof(EventIds.LogSecretsMasked));
        lines[4].GetProperty("masked").GetInt64().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData("cannot connect with Host=db;Password=hunter2;Database=x")]
    [InlineData("redis://u:hunter2@cache:6379 is away")]
    public async Task What_an_endpoint_throws_at_a_short_path_has_no_password_in_its_line(string says)
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(log, app => app.MapGet("/fails", string () => throw new InvalidOperationException(says)));

        await app.Client.GetAsync("/fails");

        var line = await log.RequestAsync("/fails");
        line.GetProperty("event").GetString().ShouldBe(nameof(EventIds.RequestFailed));
        line.GetProperty("exception").GetProperty("message").GetString()!.ShouldContain("*******");
        log.Lines.ShouldAllBe(text => !text.Contains("hunter2", StringComparison.Ordinal));
    }

    private static LogLine Line(string message) => new() { At = DateTimeOffset.UnixEpoch, Level = LogLevel.Information, Category = "test", Message = message };
}
