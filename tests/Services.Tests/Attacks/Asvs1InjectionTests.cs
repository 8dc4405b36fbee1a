using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V1, encoding and sanitisation: text that is to be read as a statement, a pattern or a header. Thousands more are sent by <c>FuzzTests</c>.</summary>
[Trait("Requirement", "R84")]
[Trait("Requirement", "R4")]
[Trait("Requirement", "R5")]
public abstract partial class Asvs1InjectionTests(AttackedHost host)
{
    private static readonly string[] Statements =
        ["' or '1'='1", "'; drop table products; --", "\" or \"\"=\"", "1) union select password_hash from accounts --", "%' escape '", "\\'; select pg_sleep(9); --", "${7*7}", "{{7*7}}", "$(sleep 9)", "*)(uid=*", "' || sleep(9) || '"];

    [Fact]
    public async Task A_statement_in_a_parameter_of_a_list_is_text_and_opens_nothing()
    {
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint.Method == "GET" && !endpoint.Plan.Route.Contains('{') && !endpoint.Plan.Route.EndsWith("/feed", StringComparison.Ordinal)))
        {
            var who = AttackedPeople.MightiestAt(endpoint.Service);
            var shown = Rows(await host.SendAsync("GET", endpoint.Path, who));
            foreach (var name in (string[])["search", "q", "sort", "fields", "cursor", "status", "state", "category_id", "email"])
            {
                var answers = await Task.WhenAll(Statements.Select(statement => host.SendAsync("GET", $"{endpoint.Path}?{name}={Uri.EscapeDataString(statement)}", who)));

                answers.ShouldAllBe(answer => answer.Status < 500, $"{endpoint.Call} {name}");
                answers.ShouldAllBe(answer => Rows(answer) <= shown, $"{endpoint.Call} {name}");
                answers.ShouldAllBe(answer => !answer.Text.Contains("\"password", StringComparison.OrdinalIgnoreCase) || answer.Status != 200, $"{endpoint.Call} {name}");
            }
        }
    }

    [Fact]
    public async Task A_statement_that_is_stored_is_read_as_it_was_sent()
    {
        foreach (var statement in Statements)
        {
            var made = await host.SendAsync("POST", "/grocery/api/v2/products", AttackedPeople.ShopStaff, $$"""{"name":{{JsonSerializer.Serialize(statement)}},"price":1,"description":""}""");

            made.Status.ShouldBe(201, made.Text);
            ((string)(await host.SendAsync("GET", $"/grocery/api/v2/products/{made.Json["id"]}")).Json["name"]!).ShouldBe(statement);
        }
    }

    [Fact]
    public async Task What_would_run_in_a_page_is_taken_out_before_it_is_stored()
    {
        var made = await host.SendAsync("POST", "/grocery/api/v2/products", AttackedPeople.ShopStaff, """{"name":"<img src=x onerror=alert(1)>Tea<script>alert(1)</script>","price":1,"description":"<svg/onload=alert(1)>"}""");

        made.Status.ShouldBe(201, made.Text);
        ((string)made.Json["name"]!).ShouldBe("Tea");
        ((string)made.Json["description"]!).ShouldBe("");
    }

    [Theory]
    [InlineData("%0d%0aSet-Cookie:%20a=b")]
    [InlineData("%0aX-Injected:%20yes")]
    [InlineData("%e5%98%8a%e5%98%8dX-Injected:%20yes")]
    public async Task No_header_is_made_of_a_parameter(string value)
    {
        foreach (var path in (string[])["/grocery/api/v2/products?search=", "/grocery/api/v1/products/?size=1&x=", "/cafe/api/v1/orders/?status="])
        {
            var answer = await host.SendAsync("GET", path + value, path.StartsWith("/cafe", StringComparison.Ordinal) ? AttackedPeople.Owner : null);

            answer.Status.ShouldBeLessThan(500);
            answer.Headers.Keys.ShouldNotContain("X-Injected");
            answer.Headers.Keys.ShouldNotContain("Set-Cookie");
        }
    }

    [Fact]
    public async Task A_text_that_a_pattern_reads_for_ever_is_answered_in_the_time_of_any_other()
    {
        var answers = await Task.WhenAll(AttackedHost.Services.Select(service => host.SendAsync("POST", $"{service.Accounts}/register", null, $$"""{"email":"{{Endless(service.Accounts)}}","password":"long enough"}""", ("X-Forwarded-For", "198.51.100.9"))));

        answers.ShouldAllBe(answer => answer.Status == 400 || answer.Status == 422);
    }

    [Fact]
    public async Task What_a_spreadsheet_would_run_begins_no_cell_of_a_report()
    {
        string[] formulas = ["=HYPERLINK(\"\"http://evil.example\"\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1"];
        var file = Path.Combine(host.Database.Folder, $"{Guid.NewGuid():n}.csv");
        await File.WriteAllLinesAsync(file, ["name,price", .. formulas.Select(formula => $"\"{formula}\",\"{formula}\"")]);

        var report = await host.App.App.Services.GetServices<IServiceSeed>().Single(seed => seed.Service == "grocery").SeedAsync(new(file), new Progress<SeedProgress>(), CancellationToken.None);

        report.Rejected.ShouldBe(formulas.Length);
        Formula().IsMatch(await File.ReadAllTextAsync(report.RejectsFile!)).ShouldBeFalse();
    }

    [GeneratedRegex("(^|,)\"?[=+@\\t\\r-]", RegexOptions.Multiline)]
    private static partial Regex Formula();

    // Within the bounds of a body, and long enough that a pattern which goes back and forth would not end within the request's deadline.
    private string Endless(string accounts)
    {
        var bound = host.Endpoints.Single(endpoint => endpoint.Call == $"POST {accounts}/register").Plan.BodyLimit.Value!.Value;
        var tenths = (int)Math.Min(180_000, bound - 1024) / 10;
        return new StringBuilder().Insert(0, "a.", tenths * 3).Append('@').Insert(0, "b-", tenths * 3 / 2).ToString();
    }

    private static int Rows(Struck answer) => answer.Status == 200 && (answer.Json["items"] ?? answer.Json["data"] ?? answer.Json["rides"]) is JsonArray rows ? rows.Count : 0;
}

[Collection(Attacked.Name)]
public sealed class Injections_on_SQLite(AttackedHost host) : Asvs1InjectionTests(host);

[Collection(AttackedPostgreSql.Name)]
[Trait("Server", "PostgreSQL")]
public sealed class Injections_on_PostgreSQL(AttackedOnPostgreSql host) : Asvs1InjectionTests(host);
