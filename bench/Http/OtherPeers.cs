using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>Servers in other languages on the same database, and nginx with the same bytes in a file.</summary>
internal static class OtherPeers
{
    // Each worker has a pool of its own, and there are two: as many connections as the others have.
    private const int Workers = 2;

    /// <param name="settings">Where the database is, and Redis.</param>
    /// <param name="scratch">A folder of this run.</param>
    /// <param name="page">What nginx has in its file.</param>
    /// <param name="started">Gets each as soon as it runs, so that whoever called can end it.</param>
    public static async Task StartAsync(BenchSettings settings, string scratch, byte[] page, List<Server> started)
    {
        started.Add(await NginxAsync(Path.Combine(scratch, "nginx"), page));
        var (user, host) = ($"{settings.Database("Username")}:{settings.Database("Password")}", $"{settings.Database("Host")}:{settings.Database("Port")}");
        var database = $"{user}@{host}/{settings.Database("Database")}";
        started.Add(await Server.StartAsync(
            "fastapi",
            $"{settings.Python} -m uvicorn main:app --app-dir '{settings.Peer("FastApi")}' --host 127.0.0.1 --port PORT --workers {Workers} --no-access-log",
            "/products/1",
            [("PEER_DATABASE", $"postgresql+asyncpg://{database}"), ("PEER_REDIS", settings.Redis)]));
        started.Add(await Server.StartAsync(
            "fastify",
            $"node '{Path.Combine(settings.Peer("Fastify"), "server.js")}' PORT",
            "/products/1",
            [("PEER_DATABASE", $"postgres://{database}"), ("PEER_REDIS", settings.Redis)]));
    }

    // As Debian ships it, but for its files: sendfile, open_file_cache and no log of accesses are what its own guide says for this.
    private static async Task<Server> NginxAsync(string folder, byte[] page)
    {
        Directory.CreateDirectory(Path.Combine(folder, "temporary"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "page.json"), page);
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind}_temp_path {folder}/temporary/{kind}; ")));
        var configuration = $$"""
            user {{Environment.UserName}}; daemon off; pid {{folder}}/pid; error_log stderr warn; worker_processes {{Workers}};
            events { worker_connections 2048; }
            http {
              access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; keepalive_requests 100000000; {{temporary}}
              server { listen 127.0.0.1:0; root {{folder}}; default_type application/json; }
            }
            """;
        var template = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(template, configuration);
        return await Server.StartAsync(
            "nginx", $"sh -c \"sed -i s/127.0.0.1:0/127.0.0.1:PORT/ '{template}' && exec nginx -p '{folder}' -c '{template}'\"", "/page.json", []);
    }
}
