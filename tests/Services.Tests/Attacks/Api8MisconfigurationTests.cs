namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API8, security misconfiguration: what a careless installation shows. Origins are attacked in <see cref="Asvs3BrowserTests"/>.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R6")]
[Trait("Requirement", "R42")]
[Trait("Requirement", "R66")]
public sealed class Api8MisconfigurationTests(AttackedHost host)
{
    private static readonly string[] Telling = ["Server", "X-Powered-By", "X-AspNet-Version", "X-AspNetMvc-Version", "X-SourceFiles", "Via", "Expect-CT", "Public-Key-Pins"];

    [Theory]
    [InlineData("TRACE")]
    [InlineData("TRACK")]
    [InlineData("DEBUG")]
    [InlineData("PROPFIND")]
    [InlineData("COPY")]
    [InlineData("ARBITRARY")]
    public async Task A_method_that_an_endpoint_does_not_have_is_405_and_echoes_nothing(string method)
    {
        foreach (var path in host.Endpoints.Where(endpoint => !endpoint.IsDesk).Select(endpoint => endpoint.Path).Distinct())
        {
            var answer = await host.SendAsync(method, path, null, null, ("X-Canary", "sings"));

            answer.Status.ShouldBe(405, $"{method} {path}");
            answer.Header("Allow").ShouldNotBeNull(path);
            answer.Text.ShouldNotContain("sings");
        }
    }

    [Theory]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    [InlineData("/grocery/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/appsettings.Production.json")]
    [InlineData("/token-keys.json")]
    [InlineData("/data/grocery.db")]
    [InlineData("/grocery/images/..%2f..%2ftoken-keys.json")]
    [InlineData("/grocery/images/%2e%2e/%2e%2e/token-keys.json")]
    [InlineData("/web.config")]
    [InlineData("/server-status")]
    [InlineData("/actuator")]
    [InlineData("/swagger/index.html")]
    [InlineData("/debug/pprof")]
    [InlineData("/metrics")]
    [InlineData("/ops")]
    [InlineData("/health/detailed")]
    [InlineData("/grocery/metrics")]
    [InlineData("/grocery/health/detailed")]
    [InlineData("/rides/metrics")]
    [InlineData("/rides/users/metrics")]
    [InlineData("/rides/payments/health/detailed")]
    [InlineData("/rides/provider/charges")]
    public async Task What_is_an_operators_or_nobodys_is_not_on_the_public_port(string path)
    {
        var answer = await host.SendAsync("GET", path, null, null, ("X-Forwarded-For", "203.0.113.9"));

        answer.Status.ShouldBeOneOf(400, 404);
        ShouldTellNothing(answer, path);
    }

    [Fact]
    public async Task Every_answer_has_the_headers_that_protect_and_none_that_tells()
    {
        var answers = new List<(string Call, Struck Answer)>
        {
            ("404", await host.SendAsync("GET", "/nowhere")), ("404 of a service", await host.SendAsync("GET", "/cafe/nowhere")), ("405", await host.SendAsync("PATCH", "/grocery/api/v2/products")),
            ("415", await host.StrikeAsync("POST", "/grocery/api/v1/orders/", new StringContent("x"))), ("400", await host.SendAsync("POST", "/workforce/api/etter/users", AttackedPeople.Employee, "{")),
        };
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint.Method == "GET" && !endpoint.Plan.Route.EndsWith("/feed", StringComparison.Ordinal)))
        {
            answers.Add((endpoint.Call, await host.SendAsync("GET", endpoint.Path, AttackedPeople.MightiestAt(endpoint.Service))));
            answers.Add(($"{endpoint.Call} as nobody", await host.SendAsync("GET", endpoint.Path)));
        }

        foreach (var (call, answer) in answers)
        {
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff", call);
            answer.Header("Referrer-Policy").ShouldNotBeNull(call);
            answer.Header("Content-Security-Policy").ShouldNotBeNull(call).ShouldContain("default-src 'none'", Case.Sensitive, call);
            answer.Header("X-Frame-Options").ShouldBe("DENY", call);
            answer.Header("Strict-Transport-Security").ShouldBeNull($"{call}: not over http");
            ShouldTellNothing(answer, call);
        }
    }

    [Fact]
    public async Task No_failure_shows_what_is_inside()
    {
        string[] bodies = ["{", "[]", "null", "\"x\"", "{\"items\":{}}", "{\"items\":[{\"product_id\":{\"a\":1}}]}", "\ufeff{}", "{\"\\ud800\":1}", "{\"a\":1e999}"];
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { IsDesk: false, Body: not null }))
        {
            foreach (var body in bodies)
            {
                var answer = await host.SendAsync(endpoint.Method, endpoint.Path, AttackedPeople.MightiestAt(endpoint.Service), body, endpoint.IsAccounts ? [("X-Forwarded-For", $"2001:db8:{body.Length}::1")] : endpoint.Headers);

                answer.Status.ShouldBeInRange(400, 499, $"{endpoint.Call} {body}: {answer.Text}");
                ShouldTellNothing(answer, endpoint.Call);
            }
        }
    }

    private static void ShouldTellNothing(Struck answer, string call)
    {
        foreach (var header in Telling)
        {
            answer.Header(header).ShouldBeNull($"{call}: {header}");
        }

        foreach (var word in (string[])["   at ", "Exception", "System.", "Microsoft.", "Npgsql", "SQLite", "/tmp/", "/home/", ".cs:line", "Kestrel"])
        {
            answer.Text.ShouldNotContain(word, Case.Sensitive, call);
        }
    }
}
