using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Tests.Cli;

/// <summary>The first admin, who has nobody to ask.</summary>
[Trait("Requirement", "R10")]
public sealed class AccountCommandTests : IDisposable
{
    private static readonly (string, string) AtADesk = ("DOTNET_ENVIRONMENT", "Development");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_adds_somebody_who_chooses_his_password_by_the_link_that_it_prints()
    {
        var added = await CliProcess.RunAsync(_folder.Path, ["account", "add", "Ada@example.com", "--service", "grocery", "--role", "admin"], AtADesk);
        added.Exit.ShouldBe(0, added.Errors);
        var again = await CliProcess.RunAsync(_folder.Path, ["account", "add", "ada@example.com", "--service", "grocery", "--role", "staff"], AtADesk);
        var link = added.Output.Split("once: ")[1].Trim();

        added.Output.ShouldStartWith("ada@example.com has an account at grocery, role admin");
        again.Output.Trim().ShouldBe("ada@example.com had an account at grocery, role staff");
        var (cli, address) = await CliProcess.ServeAsync(_folder.Path, args: "--no-seed");
        await using var ends = cli;
        using var client = new HttpClient { BaseAddress = new Uri(address, "grocery/api/v2/") };
        (await client.PostAsJsonAsync("password/reset", new { token = link, password = "test123" })).EnsureSuccessStatusCode();
        using var login = await client.PostAsJsonAsync("login", new { email = "ada@example.com", password = "test123" });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await login.Content.ReadFromJsonAsync<JsonNode>())!["token"]!);
        var profile = (await client.GetFromJsonAsync<JsonNode>("profile"))!;
        (profile["roles"]!.ToJsonString(), (bool)profile["is_confirmed"]!).ShouldBe(("""["admin","staff"]""", true));
    }

    [Fact]
    public async Task An_account_added_to_a_service_is_in_the_file_that_serve_of_all_opens()
    {
        var url = ("DATABASE_URL", "sqlite:app.db");
        var added = await CliProcess.RunAsync(_folder.Path, ["account", "add", "ada@example.com", "--service", "grocery"], AtADesk, url);
        added.Exit.ShouldBe(0, added.Errors);
        var link = added.Output.Split("once: ")[1].Trim();

        var (cli, address) = await CliProcess.ServeAsync(_folder.Path, ["--port", "0", "--no-seed"], AtADesk, url, ("Seaworthy__Management__Port", "0"));
        await using var ends = cli;
        using var client = new HttpClient { BaseAddress = new Uri(address, "grocery/api/v2/") };

        (await PostAsync(client, "password/reset", $$"""{"token":"{{link}}","password":"test123"}""")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_password_comes_from_standard_input_and_is_not_changed_by_it()
    {
        string[] add = ["account", "add", "ada@example.com", "--service", "grocery", "--password-stdin"];
        var added = await CliProcess.RunWithAsync("test123\n", _folder.Path, add, AtADesk);
        var again = await CliProcess.RunWithAsync("another\n", _folder.Path, add, AtADesk);

        (added.Exit, added.Output.Trim()).ShouldBe((0, "ada@example.com has an account at grocery"));
        again.Exit.ShouldBe(1);
        again.Errors.ShouldContain("has an account at grocery already, and its password stays");
        (added.Errors + again.Errors).ShouldNotContain("test123");
    }

    [Fact]
    public async Task A_role_given_to_an_email_that_a_stranger_registered_is_not_the_strangers()
    {
        const string Known = """{"email":"ada@example.com","password":"strangers"}""";
        string refresh;
        var (first, at) = await CliProcess.ServeAsync(_folder.Path, args: "--no-seed");
        await using (first)
        {
            using var stranger = new HttpClient { BaseAddress = new Uri(at, "grocery/api/v2/") };
            (await PostAsync(stranger, "register", Known)).Status.ShouldBe(201);
            refresh = (string)(await PostAsync(stranger, "login", Known)).Body!["refresh_token"]!;
            await first.StopAsync();
        }

        var given = await CliProcess.RunAsync(_folder.Path, ["account", "add", "ada@example.com", "--service", "grocery", "--role", "admin"], AtADesk);
        given.Exit.ShouldBe(0, given.Errors);

        var (second, address) = await CliProcess.ServeAsync(_folder.Path, args: "--no-seed");
        await using var ends = second;
        using var client = new HttpClient { BaseAddress = new Uri(address, "grocery/api/v2/") };
        (await PostAsync(client, "login", Known)).Status.ShouldBe(401);
        (await PostAsync(client, "refresh", $$"""{"refresh_token":"{{refresh}}"}""")).Status.ShouldBe(401);
        given.Output.ShouldContain("nobody had confirmed the e-mail: whoever registered with it is put out");
        var link = given.Output.Split("once: ")[1].Trim();
        (await PostAsync(client, "password/reset", $$"""{"token":"{{link}}","password":"the owners"}""")).Status.ShouldBe(204);
        var owner = await PostAsync(client, "login", """{"email":"ada@example.com","password":"the owners"}""");
        (owner.Body!["user"]!["roles"]!.ToJsonString(), (bool)owner.Body["user"]!["is_confirmed"]!).ShouldBe(("""["admin"]""", true));
    }

    [Fact]
    public async Task A_tenant_is_given_to_an_account_that_has_none_and_one_of_another_is_left_as_it_is()
    {
        string[] add = ["account", "add", "ada@example.com", "--service", "grocery"];
        await CliProcess.RunAsync(_folder.Path, add, AtADesk);
        (await CliProcess.RunAsync(_folder.Path, [.. add, "--tenant", "1", "--role", "staff"], AtADesk)).Exit.ShouldBe(0);

        var other = await CliProcess.RunAsync(_folder.Path, [.. add, "--tenant", "2", "--role", "admin"], AtADesk);

        other.Exit.ShouldBe(1);
        other.Errors.ShouldContain("ada@example.com works for another tenant than 2 at grocery, and nothing of the account was changed");
        (await CliProcess.RunAsync(_folder.Path, [.. add, "--tenant", "1"], AtADesk)).Exit.ShouldBe(0);
    }

    [Theory]
    [InlineData("'ada' is no e-mail", "ada", "--service", "grocery")]
    [InlineData("'two words' is no role", "ada@example.com", "--service", "grocery", "--role", "two words")]
    [InlineData("'grocer' is no target", "ada@example.com", "--service", "grocer")]
    [InlineData("the password has 0 characters; 6 to 256 are taken", "ada@example.com", "--service", "grocery", "--password-stdin")]
    public async Task What_is_wrong_is_told_and_nothing_is_done(string fault, params string[] args)
    {
        var refused = await CliProcess.RunAsync(_folder.Path, ["account", "add", .. args], AtADesk);

        refused.Exit.ShouldBe(2);
        refused.Errors.ShouldContain(fault);
    }

    private static async Task<(int Status, JsonNode? Body)> PostAsync(HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }
}
