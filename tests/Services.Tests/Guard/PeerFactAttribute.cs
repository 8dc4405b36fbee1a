using System.Diagnostics;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>A test that needs a language's packages: skipped at a desk that has none, with the command that installs them; in CI it fails then.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PeerFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> HasFastApi = new(() => Says(PeerProcess.Python, "-c", "import fastapi, uvicorn, sqlalchemy, asyncpg, redis"));

    /// <param name="peer"><c>FastApi</c> or <c>Fastify</c>.</param>
    public PeerFactAttribute(string peer)
    {
        var (isThere, command) = peer == "FastApi"
            ? (HasFastApi.Value, "apt-get install python3-fastapi python3-uvicorn python3-sqlalchemy python3-asyncpg python3-redis")
            : (Directory.Exists(Repository.Path("bench/peers/Fastify/node_modules")), "apt-get install nodejs npm; npm ci --prefix bench/peers/Fastify");
        if (!isThere && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"{peer} is not installed: {command}";
        }
    }

    private static bool Says(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
