using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seaworthy.Leaks;
using Seaworthy.Observability.Logs;

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

    private static LogLine Line(string message) => new() { At = DateTimeOffset.UnixEpoch, Level = LogLevel.Information, Category = "test", Message = message };
}
