using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Hosting;

/// <summary>
/// Which environment the process is (R62): <c>ASPNETCORE_ENVIRONMENT</c>, <c>ENVIRONMENT</c>, either of them in
/// <c>.env</c>, <c>DOTNET_ENVIRONMENT</c>, else Production. A misspelt one would quietly be less safe, so it is refused.
/// </summary>
internal static class ToolEnvironment
{
    private static readonly string[] Usual = ["ASPNETCORE_ENVIRONMENT", "ENVIRONMENT"];

    public static (string Name, string Source) Read(string folder)
    {
        var (name, source) = FromVariables(Usual) ?? FromFile(Path.Combine(folder, ".env")) ?? FromVariables(["DOTNET_ENVIRONMENT"]) ?? ("Production", "default");
        var known = name.Trim().ToLowerInvariant() switch
        {
            "development" or "dev" => "Development",
            "staging" => "Staging",
            "production" or "prod" => "Production",
            _ => throw new SettingsException([new("ENVIRONMENT", name, "must be development, staging or production", source)]),
        };
        return (known, source);
    }

    private static (string, string)? FromVariables(string[] names) => names
        .Select(name => (Value: Environment.GetEnvironmentVariable(name), Source: $"env {name}"))
        .Where(found => !string.IsNullOrWhiteSpace(found.Value))
        .Select(found => ((string, string)?)(found.Value!, found.Source))
        .FirstOrDefault();

    private static (string, string)? FromFile(string path) => !File.Exists(path)
        ? null
        : DotEnvFile.Read(path).Entries.Where(entry => Usual.Contains(entry.Key, StringComparer.OrdinalIgnoreCase) && entry.Value.Length > 0)
            .Select(entry => ((string, string)?)(entry.Value, entry.Place)).LastOrDefault();
}
