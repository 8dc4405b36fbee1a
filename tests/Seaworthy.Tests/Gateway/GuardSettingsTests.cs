using Seaworthy.Cli;
using Seaworthy.Cli.Guarding;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Tests.Gateway;

/// <summary>The file of <c>guard</c>: what is wrong in it stops the start, with the name, the value, the rule and the place.</summary>
[Trait("Requirement", "R75")]
public sealed class GuardSettingsTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("gateway:\n  healthPaht: /health", "Seaworthy:gateway:healthPaht", "is no setting, did you mean Gateway:HealthPath?", 2)]
    [InlineData("bounds:\n  urlChars: many", "Seaworthy:Bounds:UrlChars", "must be a whole number from 1 to 65536", 2)]
    [InlineData("gateway: { signed: some }", "Seaworthy:Gateway:Signed", "must be one of None, Writes, All", 1)]
    [InlineData("gateway: { signed: all }", "Seaworthy:Gateway:Signed", "nobody could sign", 1)]
    [InlineData("gateway: { healthPath: health }", "Seaworthy:Gateway:HealthPath", "must be a path that begins with /", 1)]
    [InlineData("gateway: { healthEveryMs: 500 }", "Seaworthy:Gateway:HealthTimeoutMs", "must not exceed Gateway:HealthEveryMs = 500", 0)]
    [InlineData("gateway: { tokens: all }\nidentity: { enabled: false }", "Seaworthy:Gateway:Tokens", "Identity:Enabled is false", 1)]
    [InlineData("gateway: { callers: networks }\nadmin: { enabled: false }", "Seaworthy:Gateway:Callers", "Admin:Enabled is false", 1)]
    [InlineData("gateway: { certificateFile: /guard.pem }", "Seaworthy:Gateway:KeyFile", "is required beside CertificateFile", 0)]
    [InlineData("gateway: { keyFile: /guard.key }", "Seaworthy:Gateway:CertificateFile", "is required beside KeyFile", 0)]
    [InlineData("gateway: { certificateFile: /nowhere.pem, keyFile: /nowhere.key }", "Seaworthy:Gateway:CertificateFile", "must be, with KeyFile = /nowhere.key, a certificate and its private key in PEM", 1)]
    [InlineData("gateway: { authorityFile: /nowhere.pem }", "Seaworthy:Gateway:AuthorityFile", "must be the certificates of authorities in PEM, a root among them", 1)]
    [InlineData("resilience: { attemptMs: 60000 }", "Seaworthy:Resilience:AttemptMs", "must not exceed Resilience:DeadlineMs = 30000", 1)]
    public void A_wrong_setting_stops_the_start(string yaml, string key, string must, int line)
    {
        var fault = Faults("http://localhost:8000", yaml).ShouldHaveSingleItem();

        fault.Key.ShouldBe(key, StringCompareShould.IgnoreCase);
        fault.Must.ShouldContain(must);
        if (line > 0)
        {
            fault.Source.ShouldBe($"{Path.GetFileName(_file)}:{line}");
        }
    }

    [Theory]
    [InlineData("localhost:8000", "", "must be an address like http://localhost:8000")]
    [InlineData("http://localhost:8000?a=b", "", "must be an address like http://localhost:8000")]
    [InlineData("http://localhost:8000", "gateway: { upstreams: [ 'http://localhost:9000' ] }", "contradicts http://localhost:9000: name the API in one place")]
    [InlineData(null, "", "must name the API: seaworthy guard http://localhost:8000")]
    [InlineData(null, "gateway: { upstreams: [ 'ftp://localhost' ] }", "must be an address like http://localhost:8000")]
    [InlineData(null, "gateway: { upstreams: [ 'http://a', 'http://a/' ] }", "is named twice")]
    public void The_API_is_named_once_and_can_be_called(string? upstream, string yaml, string must) => Faults(upstream, yaml).ShouldHaveSingleItem().Must.ShouldContain(must);

    [Theory]
    [InlineData("bounds: [", 2)]
    [InlineData("- a", 1)]
    [InlineData("gateway:\n  upstreams: {{ a }}", 2)]
    [InlineData("bounds: { urlChars: 1 }\nBounds: { UrlChars: 2 }", 2)]
    [InlineData("bounds:\n  urlChars: 1\n  urlChars: 2", 3)]
    public void A_file_that_nobody_can_read_is_refused_with_its_line(string yaml, int line)
    {
        File.WriteAllText(_file, yaml);

        Should.Throw<Refusal>(() => GuardHost.Read(new("http://localhost:8000", _file, null))).Message.ShouldStartWith($"{_file}:{line}: ");
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Should.Throw<Refusal>(() => GuardHost.Read(new("http://localhost:8000", "/nowhere/guard.yaml", null))).Message.ShouldContain("/nowhere/guard.yaml");

    [Fact]
    public void Defaults_are_the_guard_s_own_and_the_file_wins_over_them()
    {
        File.WriteAllText(_file, "bounds: { deadlineMs: 5 }\ncors: { origins: [ 'https://a.example', 'https://b.example' ] }\ngateway:\n  healthPath: ~\n");

        var host = GuardHost.Read(new("http://localhost:8000", _file, null));

        host.Options.Bounds.DeadlineMs.ShouldBe(5);
        host.Options.Cors.Origins.ShouldBe(["https://a.example", "https://b.example"]);
        host.Options.Gateway.HealthPath.ShouldBeNull();
        host.Options.Management.Prefix.ShouldBe("/.seaworthy");
        host.Options.Gateway.Upstreams.ShouldBe(["http://localhost:8000"]);
        var reading = host.Seaworthy.Readings[0];
        reading.SourceOf("Bounds:DeadlineMs").ShouldBe($"{Path.GetFileName(_file)}:1");
        reading.SourceOf("Leaks:Mode").ShouldBe("guard's own default");
    }

    [Fact]
    public void Every_default_in_front_of_an_API_is_a_setting_and_says_why()
    {
        foreach (var (key, _, why) in FrontDefaults.OfGuard.All.Concat(FrontDefaults.OfGateway.All))
        {
            SettingsSchema.Find(key).ShouldNotBeNull(key);
            why.Length.ShouldBeGreaterThan(10, key);
        }
    }

    private IReadOnlyList<SettingFault> Faults(string? upstream, string yaml)
    {
        File.WriteAllText(_file, yaml);
        return Should.Throw<SettingsException>(() => GuardHost.Read(new(upstream, _file, null))).Faults;
    }
}
