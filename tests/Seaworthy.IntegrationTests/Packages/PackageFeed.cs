using System.Diagnostics;
using System.IO.Compression;

namespace Seaworthy.IntegrationTests.Packages;

/// <summary>The packages in a folder, packed once; all that is restored and built goes with it, the user's own folders are only read.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    public static readonly string[] Packages = ["src/Seaworthy", "src/Seaworthy.EntityFrameworkCore", "src/Seaworthy.Redis"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;

    private string Feed => Path.Combine(_folder, "packages");

    // Later than what anybody has in a cache, so that these packages and no others are restored.
    private string Version { get; } = $"0.1.0-test{Environment.ProcessId}";

    public async Task InitializeAsync()
    {
        foreach (var package in Packages)
        {
            await DotnetAsync(Repository.Root, "pack", package, "-o", Feed, "--artifacts-path", Path.Combine(_folder, "artifacts"), $"-p:Version={Version}", "-p:RunAnalyzers=false", "-nologo", "-v", "quiet");
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Names of the files in a package.</summary>
    public IReadOnlyList<string> EntriesOf(string package)
    {
        using var zip = ZipFile.OpenRead(Path.Combine(Feed, $"{package}.{Version}.nupkg"));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>What <c>dotnet new web</c> makes, with one package and a program.</summary>
    public async Task<string> CreateAppAsync(string package, string program)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, $"app-{package}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningsNotAsErrors>NU1603</WarningsNotAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="here" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><add key="cache" value="{Cache}" /></fallbackPackageFolders>
            </configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    /// <summary>Runs dotnet with a home and a packages folder of its own; throws what it said when it fails.</summary>
    public async Task DotnetAsync(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_HOME"] = Path.Combine(_folder, "home");
        if (folder != Repository.Root)
        {
            start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "restored");
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a build server that stays would hold the folder
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', args)}\n{await said}\n{await complained}");
    }

    private static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
