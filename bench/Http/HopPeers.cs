using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>
/// One page behind five doors: nginx serves it, and nginx, HAProxy, YARP's forwarder alone and <c>seaworthy guard</c> stand in front of it. Beside them the grocery with its own kept list, whose bytes nginx serves
/// as well.
/// </summary>
internal sealed class HopPeers : IDisposable
{
    /// <summary>What the page may not be kept as.</summary>
    public const string Page = "/page.json";

    /// <summary>The same page, which may be kept for an hour.</summary>
    public const string Kept = "/kept/page.json";

    /// <summary>The grocery's list, which it keeps itself.</summary>
    public const string List = "/grocery/api/v2/products";

    /// <summary>The same bytes from nginx, which may be kept for an hour.</summary>
    public const string ListCopy = "/kept/products.json";

    // One processor for whoever stands in front, which is measured; the other one for all the rest.
    private const string InFront = "taskset -c 0";
    private const string Behind = "taskset -c 1";
    private readonly List<Server> _all = [];
    private readonly Server _grocery;

    private HopPeers(Server grocery) => _grocery = grocery;

    /// <summary>Those that have the page.</summary>
    public IReadOnlyList<Server> All => _all;

    public Server this[string name] => _all.Append(_grocery).First(server => server.Name == name);

    public static async Task<HopPeers> StartAsync(BenchSettings settings, string scratch)
    {
        var peers = new HopPeers(await GroceryAsync(settings, Path.Combine(scratch, "grocery")));
        try
        {
            using var http = new HttpClient { BaseAddress = peers._grocery.Url };
            await WritePagesAsync(Path.Combine(scratch, "page"), await http.GetByteArrayAsync(new Uri(List, UriKind.Relative)));
            var upstream = await peers.NginxAsync("straight", Behind, Path.Combine(scratch, "upstream"), Served(Path.Combine(scratch, "page")));
            var address = upstream.Url.ToString().TrimEnd('/');
            await peers.NginxAsync("nginx", InFront, Path.Combine(scratch, "nginx"), Forwarded(upstream.Url));
            peers._all.Add(await HaProxyAsync(Path.Combine(scratch, "haproxy"), upstream.Url));
            peers._all.Add(await Server.StartAsync("yarp", $"{InFront} dotnet '{settings.Dll("Forwarder", "Seaworthy.Peers.Forwarder")}' PORT {address}", Page, []));
            peers._all.Add(await Server.StartAsync("guard", $"{InFront} dotnet '{settings.Dll("Seaworthy.Cli", "seaworthy-cli")}' guard {address} --port PORT", Page, []));
            return peers;
        }
        catch
        {
            peers.Dispose();
            throw;
        }
    }

    public void Dispose() => _all.Append(_grocery).ToList().ForEach(server => server.Dispose());

    // At a desk it fills itself; what is measured is how it is run.
    private static async Task<Server> GroceryAsync(BenchSettings settings, string data)
    {
        var command = $"{InFront} {settings.Serve("grocery", data)}";
        using (await Server.StartAsync("grocery at a desk", command, List, [("ASPNETCORE_ENVIRONMENT", "Development")]))
        {
        }

        return await Server.StartAsync("grocery", command, List, []);
    }

    private async Task<Server> NginxAsync(string name, string place, string folder, string server)
    {
        Directory.CreateDirectory(Path.Combine(folder, "temporary"));
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind}_temp_path {folder}/temporary/{kind}; ")));
        var template = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(template, $$"""
            user {{Environment.UserName}}; daemon off; pid {{folder}}/pid; error_log stderr warn; worker_processes 1;
            events { worker_connections 2048; }
            http { access_log off; keepalive_requests 100000000; {{temporary}} {{server}} }
            """);
        _all.Add(await Server.StartAsync(
            name, $"sh -c \"sed -i s/127.0.0.1:0/127.0.0.1:PORT/ '{template}' && exec {place} nginx -p '{folder}' -c '{template}'\"", Page, []));
        return _all[^1];
    }

    private static async Task WritePagesAsync(string folder, byte[] list)
    {
        Directory.CreateDirectory(Path.Combine(folder, "kept"));
        var page = $"[{string.Join(',', Enumerable.Range(1, 20).Select(id => $$"""{"id":{{id}},"name":"Honey, 500 g","price":5.49,"currency":"EUR","is_active":true}"""))}]";
        await File.WriteAllTextAsync(Path.Combine(folder, "page.json"), page);
        await File.WriteAllTextAsync(Path.Combine(folder, "kept", "page.json"), page);
        await File.WriteAllBytesAsync(Path.Combine(folder, "kept", "products.json"), list);
    }

    private static string Served(string folder) => $$"""
            sendfile on; open_file_cache max=10;
            server { listen 127.0.0.1:0; root {{folder}}; default_type application/json; etag off; location /kept/ { add_header Cache-Control "public, max-age=3600"; } }
            """;

    // As nginx's own guide says it for keeping connections, and who calls is told.
    private static string Forwarded(Uri upstream) => $$"""
        upstream api { server {{upstream.Authority}}; keepalive 64; }
        server {
          listen 127.0.0.1:0;
          location / { proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; }
        }
        """;

    private static async Task<Server> HaProxyAsync(string folder, Uri upstream)
    {
        Directory.CreateDirectory(folder);
        var template = Path.Combine(folder, "haproxy.cfg");
        await File.WriteAllTextAsync(template, $"""
            global
              nbthread 1
            defaults
              mode http
              option forwardfor
              timeout connect 2s
              timeout client 30s
              timeout server 30s
            frontend in
              bind 127.0.0.1:0
              default_backend api
            backend api
              http-reuse always
              server one {upstream.Authority}

            """);
        return await Server.StartAsync("haproxy", $"sh -c \"sed -i s/127.0.0.1:0/127.0.0.1:PORT/ '{template}' && exec {InFront} haproxy -db -f '{template}'\"", Page, []);
    }
}
