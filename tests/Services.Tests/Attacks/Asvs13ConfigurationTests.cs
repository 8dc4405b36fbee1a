using System.Text;
using Seaworthy.Services.Tests.Fuzz;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>
/// ASVS V13, configuration: files of the installation, switches for debugging and versions of what is built in. Default passwords are tried in
/// <see cref="Asvs6SignInTests"/>, operators' pages and TRACE in <see cref="Api8MisconfigurationTests"/>, secrets in <c>SecretKeysTests</c> and <c>VaultTests</c>.
/// </summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R62")]
public sealed class Asvs13ConfigurationTests(AttackedHost host)
{
    private static readonly string[] Prefixes = ["", "/grocery", "/grocery/images", "/grocery/api/v2", "/workforce/api/etter", "/cafe", "/rides", "/rides/users", "/docs", "/.well-known", "/problems"];

    private static readonly string[] Leftovers =
    [
        ".git/HEAD", ".git/config", ".gitignore", ".svn/entries", ".hg/store", ".DS_Store", ".env", ".env.Production", ".vscode/settings.json", "appsettings.json", "appsettings.Development.json",
        "appsettings.json.bak", "seaworthy-cli.dll", "seaworthy-cli.pdb", "seaworthy-cli.deps.json", "seaworthy-cli.runtimeconfig.json", "Dockerfile", "docker-compose.yml", "backup.sql", "id_rsa",
    ];

    [Fact]
    public async Task No_file_of_the_installation_is_served_however_its_address_is_spelled()
    {
        var kept = Directory.GetFiles(host.Database.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(host.Database.Folder, file)).ToList();
        kept.ShouldContain("grocery.db", "or nothing is tried");
        kept.ShouldContain("rides_users.db");
        using var raw = new RawConnection(host.App.Address);
        foreach (var file in Leftovers.Concat(kept))
        {
            foreach (var path in Prefixes.Select(prefix => $"{prefix}/{file}").Concat(Spellings(file)))
            {
                var answer = (await raw.SendAsync(new("GET", path, [], Body: null, IsCut: false)))!;

                answer.Status.ShouldBeOneOf([400, 401, 404], path);
                Encoding.Latin1.GetString(answer.Body).ShouldNotContain("SQLite format");
            }
        }
    }

    [Theory]
    [InlineData("?debug=true&trace=1&XDEBUG_SESSION_START=1&profile=1", null, null)]
    [InlineData("", "X-Debug", "1")]
    [InlineData("", "ASPNETCORE-ENVIRONMENT", "Development")]
    [InlineData("", "Cookie", "XDEBUG_SESSION=1; debug=true")]
    [InlineData("", "Accept", "text/html")]
    [InlineData("", "User-Agent", "Mozilla/5.0 (debug)")]
    public async Task Nothing_that_a_caller_sends_makes_a_failure_tell_more(string query, string? name, string? value)
    {
        foreach (var (method, path, body) in new[] { ("POST", "/grocery/api/v2/carts/x", "{"), ("POST", "/grocery/api/v1/orders/", "{"), ("GET", "/grocery/api/v2/orders/x", null), ("GET", "/cafe/nowhere", null), ("POST", "/workforce/api/etter/users", "{"), ("POST", "/rides/", "{"), ("GET", "/rides/x", null), ("POST", "/rides/payments/webhooks/provider", "{") })
        {
            var plain = await host.SendAsync(method, path, null, body);
            var asked = await host.SendAsync(method, path + query, null, body, name is null ? [] : [(name, value!)]);

            asked.Status.ShouldBe(plain.Status, path);
            // The digits of an instant are as many as it has.
            asked.Text.Length.ShouldBeLessThanOrEqualTo(plain.Text.Length + query.Length + 7, $"{path}: {asked.Text}");
            asked.Headers.Keys.Except(plain.Headers.Keys, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty(path);
        }
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/assets/main.js")]
    [InlineData("/grocery/docs")]
    [InlineData("/workforce/docs")]
    [InlineData("/cafe/docs")]
    [InlineData("/rides/docs")]
    [InlineData("/rides/payments/docs")]
    public async Task The_page_that_offers_calls_is_for_desks_alone(string path) => (await host.SendAsync("GET", path)).Status.ShouldBe(404);

    [Fact]
    public async Task No_answer_names_a_version_of_what_is_built_in()
    {
        string[] versions = [$"{Environment.Version}", VersionOf(typeof(SeaworthyBuilder)), VersionOf(typeof(Npgsql.NpgsqlConnection)), VersionOf(typeof(Microsoft.EntityFrameworkCore.DbContext)), ".NET", "Kestrel", "Npgsql", "Entity Framework"];
        string[] paths =
        [
            "/health", "/health/live", "/health/ready", "/grocery/health", "/workforce/health", "/cafe/health", "/.well-known/jwks.json", "/nowhere", "/problems/not-found", "/grocery/openapi/v1.json", "/grocery/openapi/v2.json",
            "/workforce/openapi/v1.json", "/cafe/openapi/v1.json", "/grocery/api/v2/products?limit=1", "/grocery/api/v2/products?limit=x", "/cafe/api/v1/orders/", "/workforce/api/etter/users", "/rides/mine", "/rides/health", "/rides/openapi/v1.json", "/rides/payments/openapi/v1.json",
        ];
        foreach (var path in paths)
        {
            var answer = await host.SendAsync("GET", path);

            var all = $"{string.Join('\n', answer.Headers.Select(header => $"{header.Key}: {header.Value}"))}\n{answer.Text}";
            versions.Where(version => all.Contains(version, StringComparison.Ordinal)).ShouldBeEmpty(path);
        }
    }

    private static string VersionOf(Type type) => type.Assembly.GetName().Version!.ToString(3);

    private static IEnumerable<string> Spellings(string file) =>
        [$"/grocery/images/../../{file}", $"/grocery/images/..%2f..%2f{file}", $"/grocery/images/%2e%2e/%2e%2e/{file}", $"/grocery/images/..%5c..%5c{file}", $"/grocery/images/....//....//{file}", $"//{file}", $"/.//{file}", $"/grocery/images/{file}%00.png"];
}
