using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>
/// ASVS V16, logging and errors: secrets that a log would keep, lines that somebody else writes into it, and what happens when something breaks. Who signed in and
/// what was refused is in the audit trail too: <c>AccountTrailTests</c>. A database that is away is in <c>DatabaseGoneTests</c>, a full disk in <c>DiskFullTests</c>.
/// </summary>
[Collection(Watched.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R52")]
[Trait("Requirement", "R13")]
public sealed class Asvs16LogTests(WatchedHost host)
{
    // Of one request; what is known of the caller and of his limits is there where it is known.
    private static readonly string[] Always = ["timestamp", "level", "message", "logger", "event", "request_id", "trace_id", "span_id", "service", "method", "route", "path", "status", "duration_ms", "client_ip", "queries", "outcome"];
    private static readonly string[] Sometimes = ["limit", "limit_left", "subject", "tenant", "signer", "cache", "cache_age", "exception"];

    [Fact]
    public async Task Nothing_that_opens_something_is_ever_logged_however_it_was_sent()
    {
        var secrets = new List<string> { AttackedVisitor.Password };
        foreach (var (_, accounts) in AttackedHost.Services)
        {
            var visitor = await AttackedVisitor.NewAsync(host, accounts);
            secrets.AddRange([visitor.Token, visitor.RefreshToken, (string)(await visitor.RefreshAsync(visitor.RefreshToken)).Json["refresh_token"]!]);
            secrets.AddRange(await SendSecretsAsync(visitor, accounts));
        }

        var key = await host.KeyAsync("grocery", "products:write");
        await host.StrikeAsync("POST", "/grocery/api/v2/products", null, ("X-Api-Key", key));
        await host.StrikeAsync("GET", $"/grocery/api/v2/products/{key}", null, ("X-Api-Key", key[..^1]));
        var code = (string)(await host.SendAsync("POST", "/cafe/api/v1/tables/1/code", AttackedPeople.Owner)).Json["token"]!;
        await host.SendAsync("GET", "/cafe/api/v1/bill", null, null, ("X-Table-Token", code));
        secrets.AddRange([key, code]);

        foreach (var line in await host.LinesAsync())
        {
            secrets.Where(secret => line.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty(line);
        }
    }

    [Fact]
    public async Task Every_request_is_a_line_that_says_when_from_where_who_and_how_it_ended()
    {
        var from = ("X-Forwarded-For", "203.0.113.161");
        var (nobody, least, other) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        await host.StrikeAsync("GET", "/grocery/api/v2/profile", null, from, ("Authorization", "Bearer x.y.z"), ("X-Request-ID", nobody));
        await host.SendAsync("GET", "/cafe/api/v1/users/", AttackedPeople.Guest, null, from, ("X-Request-ID", least));
        await host.SendAsync("GET", "/cafe/api/v1/tables/1", AttackedPeople.OtherOwner, null, from, ("X-Request-ID", other));

        var lines = Requests(await host.LinesAsync());
        lines.ShouldAllBe(line => Always.All(member => Has(line, member)));
        lines.SelectMany(line => line.EnumerateObject().Select(member => member.Name)).Distinct().Except([.. Always, .. Sometimes]).ShouldBeEmpty();
        lines.ShouldAllBe(line => line.GetProperty("timestamp").GetString()!.EndsWith('Z'));
        foreach (var (id, status, outcome, isKnown) in new[] { (nobody, 401, "unauthorized", false), (least, 403, "forbidden", true), (other, 404, "not-found", true) })
        {
            var line = lines.Single(line => line.GetProperty("request_id").GetString() == id);
            (line.GetProperty("status").GetInt32(), line.GetProperty("outcome").GetString(), line.GetProperty("client_ip").GetString(), Has(line, "subject")).ShouldBe((status, outcome, "203.0.113.161", isKnown));
        }
    }

    [Theory]
    [InlineData("%0d%0a{\"level\":\"information\",\"event\":\"RequestCompleted\",\"path\":\"/forged\"}%0d%0a")]
    [InlineData("%22,%22path%22:%22/forged%22,%22x%22:%22")]
    [InlineData("%1b[2J%1b[31m%07%08")]
    [InlineData("%e2%80%a8%e2%80%a9%c2%85%c2%9b")]
    [InlineData("%e2%80%ae%e2%81%a6txt.exe")]
    [InlineData("$%7bjndi:ldap://127.0.0.1:1/a%7d")]
    [InlineData("%25n%25n%25s{0}{Path}")]
    public async Task Nobody_writes_a_line_of_his_own_into_the_log(string hostile)
    {
        var text = Uri.UnescapeDataString(hostile);
        var json = JsonSerializer.Serialize(text);
        await host.SendAsync("GET", $"/grocery/api/v2/products/{hostile}?search={hostile}");
        await host.SendAsync("GET", $"/cafe/{hostile}", null, null, ("X-Request-ID", Ascii(text)), ("User-Agent", Ascii(text)), ("Referer", Ascii(text)), ("Origin", Ascii(text)), ("traceparent", Ascii(text)));
        await host.StrikeAsync("POST", "/grocery/api/v2/login", new StringContent($$"""{"email":{{json}},"password":{{json}}}""", Encoding.UTF8, "application/json"), ("X-Forwarded-For", "203.0.113.162"));
        await host.SendAsync("POST", "/grocery/api/v2/products", AttackedPeople.ShopStaff, $$"""{"name":{{json}},"price":1,"description":{{json}},{{json}}:1}""", ("Idempotency-Key", Ascii(text)));
        await host.StrikeAsync("GET", "/workforce/api/etter/users", null, ("Authorization", $"Bearer {Ascii(text)}"), ("X-Forwarded-For", Ascii(text)));

        foreach (var line in await host.LinesAsync())
        {
            line.ShouldNotContain(c => char.IsControl(c) || c == '\u2028' || c == '\u2029');
            var members = JsonDocument.Parse(line).RootElement.EnumerateObject().Select(member => member.Name).ToList();
            members.Distinct().Count().ShouldBe(members.Count, line);
        }

        Requests(host.Log.Lines).ShouldAllBe(line => line.GetProperty("path").GetString() != "/forged");
    }

    [Fact]
    public async Task What_breaks_is_told_to_the_operator_whole_and_to_the_caller_not_at_all()
    {
        var (cart, id) = ((string)(await host.SendAsync("POST", "/grocery/api/v2/carts")).Json["id"]!, $"{Guid.NewGuid()}");
        Struck broken;
        await using (await WithoutAsync("grocery.db", "carts"))
        {
            broken = await host.SendAsync("GET", $"/grocery/api/v2/carts/{cart}", null, null, ("X-Request-ID", id));
            (await host.SendAsync("GET", "/grocery/api/v2/products/1")).Status.ShouldBe(200, "the process goes on");
        }

        broken.Status.ShouldBe(500, broken.Text);
        broken.Header("Content-Type").ShouldBe("application/problem+json");
        foreach (var word in (string[])["carts_", "no such table", "SQLite", "Exception", "   at ", "select"])
        {
            broken.Text.ShouldNotContain(word, Case.Insensitive);
        }

        var line = Requests(await host.LinesAsync()).Single(line => line.GetProperty("request_id").GetString() == id);
        (line.GetProperty("level").GetString(), line.GetProperty("event").GetString()).ShouldBe(("error", "RequestFailed"));
        line.GetProperty("exception").GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("carts");
        (await host.SendAsync("GET", $"/grocery/api/v2/carts/{cart}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Where_it_cannot_be_found_out_who_somebody_is_nobody_is_let_in()
    {
        var (visitor, key) = (await AttackedVisitor.NewAsync(host, "/grocery/api/v2"), await host.KeyAsync("grocery", "products:write"));
        var product = $$"""{"name":"{{Guid.NewGuid():n}}","price":1,"description":""}""";

        await using (await WithoutAsync("grocery.db", "account_sessions"))
        await using (await WithoutAsync("grocery.db", "api_keys"))
        {
            (await visitor.AskAsync("GET", "/profile")).Status.ShouldBeInRange(500, 503);
            (await host.SendAsync("POST", "/grocery/api/v2/products", null, product, ("X-Api-Key", key))).Status.ShouldBeInRange(500, 503);
            (await visitor.RefreshAsync(visitor.RefreshToken)).Status.ShouldBeInRange(500, 503);
        }

        (await visitor.AskAsync("GET", "/profile")).Status.ShouldBe(200);
        (await host.SendAsync("POST", "/grocery/api/v2/products", null, product, ("X-Api-Key", key))).Status.ShouldBe(201, "or it was there already");
    }

    // Every way in which people send what they should not, by mistake or not; what was sent.
    private async Task<IReadOnlyList<string>> SendSecretsAsync(AttackedVisitor visitor, string accounts)
    {
        var (wrong, link) = ($"wrong {Guid.NewGuid()}", $"{Guid.NewGuid():n}{Guid.NewGuid():n}"[..43]);
        await visitor.AskAsync("POST", "/login", $$"""{"email":"nobody@example.com","password":"{{wrong}}"}""");
        await visitor.AskAsync("POST", "/login", $$"""{"email":"nobody@example.com","password":"{{wrong}}" """);
        await visitor.AskAsync("POST", "/login", $$"""{"email":"nobody@example.com","password":{"{{wrong}}":1} }""");
        await visitor.AskAsync("POST", "/register", $$"""{"email":"{{wrong}}","password":"{{wrong}}"}""");
        await visitor.AskAsync("POST", "/password/reset", $$"""{"token":"{{link}}","password":"{{wrong}}"}""");
        await visitor.AskAsync("POST", "/password/change", $$"""{"current_password":"{{wrong}}","new_password":"{{wrong}}"}""");
        await host.SendAsync("GET", $"{accounts}/profile?access_token={visitor.Token}&password={Uri.EscapeDataString(wrong)}");
        await host.SendAsync("GET", $"{accounts}/profile/{visitor.Token}");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"somebody:{wrong}"));
        await host.StrikeAsync("GET", $"{accounts}/profile", null, ("Authorization", $"Basic {basic}"), ("Cookie", $"session={link}"), ("Referer", $"https://shop.example/?token={visitor.Token}"), ("User-Agent", visitor.Token));
        return [wrong, link, basic];
    }

    // Somebody has made a mistake in the database: until this is disposed, a table is not where it was.
    private async Task<IAsyncDisposable> WithoutAsync(string file, string table)
    {
        await RenameAsync(file, table, $"{table}_away");
        return new Back(() => RenameAsync(file, $"{table}_away", table));
    }

    private async Task RenameAsync(string file, string from, string to)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(host.Database.Folder, file)};Pooling=False;Default Timeout=20");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"alter table {from} rename to {to}";
        await command.ExecuteNonQueryAsync();
    }

    private static List<JsonElement> Requests(IEnumerable<string> lines) =>
        [.. lines.Select(line => JsonDocument.Parse(line).RootElement).Where(line => Has(line, "logger") && line.GetProperty("logger").GetString() == "Seaworthy.Requests")];

    private static bool Has(JsonElement line, string member) => line.TryGetProperty(member, out _);

    // What a header can carry at all: the client's library sends no end of a line.
    private static string Ascii(string text) => new([.. text.Where(c => c is not ('\r' or '\n' or '\0') && char.IsAscii(c))]);

    private sealed class Back(Func<Task> put) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await put();
    }
}
