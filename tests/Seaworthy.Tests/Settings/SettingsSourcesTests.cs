using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Tests.Settings;

[Trait("Requirement", "R62")]
public sealed class SettingsSourcesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-sources").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Later_sources_win_and_each_value_knows_its_own()
    {
        Write("appsettings.json", """{ "Seaworthy": { "Bounds": { "UrlChars": 1001, "HeaderChars": 1001, "JsonDepth": 11 }, "Drain": { "TimeoutMs": 1 } } }""");
        Write("appsettings.Staging.json", """{ "Seaworthy": { "Bounds": { "HeaderChars": 1002, "JsonDepth": 12 }, "Drain": { "TimeoutMs": 2 } } }""");
        Write(".env", "# ours\nSeaworthy__Bounds__JsonDepth=13\nSeaworthy__Drain__TimeoutMs=3\nSeaworthy__Drain__GraceMs=3");
        Write(".env.staging", "Seaworthy__Drain__TimeoutMs=4");
        Directory.CreateDirectory(Path.Combine(_folder, "secrets"));
        Write("secrets/Seaworthy__Secrets__CursorKey", "d0f1e2c3b4a5968778695a4b3c2d1e0f\n");
        Write("secrets/somebody_elses", "x");

        var app = Start($"--Seaworthy:SecretsDirectory={Path.Combine(_folder, "secrets")}", "--Seaworthy:Drain:GraceMs=5");
        var settings = app.Services.GetRequiredService<SeaworthyBuilder>();

        Dictionary<string, (object? Value, string Source)> found = settings.Readings[0].Values.ToDictionary(v => v.Setting.Key, v => (v.Value, v.Source));
        found["Bounds:UrlChars"].ShouldBe((1001, "appsettings.json"));
        found["Bounds:HeaderChars"].ShouldBe((1002, "appsettings.Staging.json"));
        found["Bounds:JsonDepth"].ShouldBe((13, ".env:2"));
        found["Drain:TimeoutMs"].ShouldBe((4, ".env.staging:1"));
        found["Drain:GraceMs"].ShouldBe((5, "--Seaworthy:Drain:GraceMs"));
        found["Secrets:CursorKey"].ShouldBe(("d0f1e2c3b4a5968778695a4b3c2d1e0f", "secret file Seaworthy__Secrets__CursorKey"));
        app.Configuration["somebody_elses"].ShouldBeNull();
    }

    [Fact]
    public void A_broken_env_file_stops_the_start_with_its_line()
    {
        Write(".env", "GOOD=1\nbroken");

        Should.Throw<Seaworthy.Hosting.Settings.SettingsException>(() => Start()).Message.ShouldContain(".env:2   must be KEY=VALUE");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private WebApplication Start(params string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder, EnvironmentName = "Staging", Args = args });
        builder.AddSeaworthy();
        var app = builder.Build();
        app.UseSeaworthy();
        return app;
    }
}
