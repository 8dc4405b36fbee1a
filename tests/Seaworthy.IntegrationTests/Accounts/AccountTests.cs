using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>From registration to the profile, and what strangers learn on the way: nothing.</summary>
[Trait("Requirement", "R10")]
public abstract class AccountTests(PeopleHost host)
{
    [Fact]
    [Trait("Requirement", "R69")]
    [Trait("Requirement", "R91")]
    public async Task Should_register_login_and_get_profile()
    {
        var person = new Person(host);
        var userData = new { email = person.Email, password = "test123" };

        var reg = await person.PostAsync("/register", userData);
        reg.Status.ShouldBe(201);
        var login = await person.PostAsync("/login", userData);
        login.Status.ShouldBe(200);
        var profile = await person.SendAsync(HttpMethod.Get, "/profile", null, (string)login.Body!["token"]!);
        profile.Status.ShouldBe(200);

        reg.Body!.AsObject().Select(member => member.Key).ShouldBe(["email", "name"]);
        login.Body.AsObject().Select(member => member.Key).ShouldBe(["token", "token_type", "expires_in", "refresh_token", "user"]);
        ((string)login.Body["token_type"]!, (long)login.Body["expires_in"]!).ShouldBe(("Bearer", 900));
        profile.Body!.AsObject().Select(member => member.Key).ShouldBe(["id", "email", "name", "is_confirmed", "roles", "tenant", "created_at"]);
        ((string)profile.Body["email"]!, (string)profile.Body["id"]!).ShouldBe((person.Email, (string)login.Body["user"]!["id"]!));
        Guid.Parse((string)profile.Body["id"]!).Version.ShouldBe(7);
        (await StoredAsync(person)).PasswordHash.ShouldNotContain("test123");
        host.Events.All.ShouldNotContain(text => text.Contains("test123"));
    }

    [Fact]
    public async Task A_profile_is_for_whoever_is_signed_in()
    {
        (await new Person(host).SendAsync(HttpMethod.Get, "/profile", null, token: null)).Status.ShouldBe(401);
        (await new Person(host).SendAsync(HttpMethod.Get, "/sessions", null, token: null)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Registering_an_email_that_is_known_is_answered_the_same_and_changes_nothing()
    {
        var person = await new Person(host).RegisterAsync();
        await host.Mails.NextAsync(person.Email);

        var again = await person.PostAsync("/register", new { email = $" {person.Email.ToUpperInvariant()} ", password = "another password" });

        (again.Status, again.Body!.ToJsonString()).ShouldBe((201, $$"""{"email":"{{person.Email}}","name":null}"""));
        (await host.Mails.NextAsync(person.Email)).Subject.ShouldBe("You have an account at People");
        (await person.TryLogInAsync("another password")).Status.ShouldBe(401);
        await person.LogInAsync();
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_are_one_answer()
    {
        var known = await (await new Person(host).RegisterAsync()).TryLogInAsync("wrong password");
        var unknown = await new Person(host).TryLogInAsync();

        (known.Status, unknown.Status).ShouldBe((401, 401));
        Told(known.Body!).ShouldBe(Told(unknown.Body!));
    }

    [Theory]
    [InlineData("12345", "must be at least 6 characters, has 5")]
    [InlineData("😀😀😀😀😀", "must be at least 6 characters, has 5")]
    [InlineData("", "must be at least 6 characters, has 0")]
    public async Task A_password_is_long_enough_and_nothing_more_is_asked_of_it(string password, string fault)
    {
        var person = new Person(host);

        var (status, body) = await person.PostAsync("/register", new { email = person.Email, password });

        (status, (string)body!["errors"]![0]!["pointer"]!, (string)body["errors"]![0]!["detail"]!).ShouldBe((422, "#/password", fault));
    }

    [Theory]
    [InlineData("      ")]
    [InlineData("aaaaaa")]
    [InlineData("пароль")]
    public async Task A_password_of_six_characters_is_taken_at_a_desk(string password) => await (await new Person(host).RegisterAsync(password)).LogInAsync(password);

    [Fact]
    public async Task A_password_may_have_256_characters_and_no_more()
    {
        var (most, more) = (new string('p', 256), new string('q', 257));
        var person = new Person(host);

        var (status, body) = await person.PostAsync("/register", new { email = person.Email, password = more });

        status.ShouldBe(422);
        body!.ToJsonString().ShouldNotContain("qqq");
        await (await person.RegisterAsync(most)).LogInAsync(most);
        (await person.PostAsync("/login", new { email = person.Email, password = more })).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a b@example.com")]
    [InlineData("a@b")]
    [InlineData("a@example.com, b@example.com")]
    public async Task What_is_no_email_is_refused(string email) =>
        (await new Person(host).PostAsync("/register", new { email, password = Person.Password })).Status.ShouldBe(422);

    [Fact]
    public async Task A_member_that_nobody_asked_for_makes_nobody_an_admin()
    {
        var person = new Person(host);
        var (status, _) = await person.PostAsync("/register", new { email = person.Email, password = Person.Password, roles = "staff", tenant = "other", is_confirmed = true });

        if (status == 201)
        {
            (await (await person.LogInAsync()).StatusAsync("/staff")).ShouldBe(403);
        }

        status.ShouldBeOneOf(201, 422);
    }

    [Fact]
    public async Task Roles_of_the_account_are_in_its_token()
    {
        var person = await new Person(host).RegisterAsync();
        await host.Session.WriteAsync(async (db, ct) => (await db.Set<AccountRow>().SingleAsync(account => account.Email == person.Email, ct)).Roles = "staff", default);

        (await (await person.LogInAsync()).StatusAsync("/staff")).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_says_an_email_when_its_owner_has_confirmed_it()
    {
        var person = await new Person(host).RegisterAsync();
        var secret = await host.Mails.SecretAsync(person.Email);
        var device = await person.LogInAsync();
        Claims(device.Token).TryGetProperty("email", out _).ShouldBeFalse();

        (await person.PostAsync("/email/confirm", new { token = secret }, device.Token)).Status.ShouldBe(204);

        await device.RefreshAsync();
        Claims(device.Token).GetProperty("email").GetString().ShouldBe(person.Email);
        (await person.PostAsync("/email/confirm", new { token = secret }, device.Token)).Status.ShouldBe(400);
        (await person.PostAsync("/password/reset", new { token = secret, password = "another" })).Status.ShouldBe(400);
    }

    [Fact]
    [Trait("Requirement", "R91")]
    public async Task When_too_many_passwords_wait_the_next_one_is_told_so_at_once()
    {
        var hashing = host.App.App.Services.GetRequiredService<PasswordHashing>();
        var turns = Enumerable.Range(0, PeopleHost.AtOnce + PeopleHost.Waiting).Select(_ => hashing.EnterAsync(default).AsTask()).ToList();
        turns.Count(turn => turn.IsCompleted).ShouldBe(PeopleHost.AtOnce);

        using var answer = await host.App.Client.PostAsJsonAsync("/people/login", new { email = "somebody@example.com", password = "somebody" });

        ((int)answer.StatusCode, answer.Headers.RetryAfter!.Delta).ShouldBe((503, TimeSpan.FromSeconds(2)));
        foreach (var turn in turns)
        {
            (await turn)!.Dispose();
        }

        (await new Person(host).TryLogInAsync()).Status.ShouldBe(401);
    }

    [Fact]
    public async Task An_idempotency_key_keeps_no_token()
    {
        var person = await new Person(host).RegisterAsync();

        (await LogInAsync()).ShouldNotBe(await LogInAsync());

        async Task<string> LogInAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/people/login") { Content = JsonContent.Create(new { email = person.Email, password = Person.Password }) };
            request.Headers.Add("Idempotency-Key", $"{person.Email}");
            using var answer = await host.App.Client.SendAsync(request);
            answer.Headers.CacheControl!.ToString().ShouldBe("no-store");
            return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]!;
        }
    }

    [Fact]
    public async Task A_user_agent_that_is_cut_within_a_character_signs_in()
    {
        var person = await new Person(host).RegisterAsync();
        var agent = new string('a', 199);
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.App.Address, "/people/login")) { Content = JsonContent.Create(new { email = person.Email, password = Person.Password }) };
        request.Headers.TryAddWithoutValidation("User-Agent", $"{agent}😀").ShouldBeTrue();

        using var answer = await client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(200);
        (await host.Session.ReadAsync((db, ct) => db.Set<AccountSessionRow>().CountAsync(session => session.UserAgent == agent, ct), default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_password_that_was_hashed_with_less_effort_is_hashed_anew()
    {
        var person = await new Person(host).RegisterAsync();
        var weak = new PasswordHashing(new AccountSettings { PasswordIterations = 500 }).Hash(Person.Password);
        await host.Session.WriteAsync(async (db, ct) => (await db.Set<AccountRow>().SingleAsync(account => account.Email == person.Email, ct)).PasswordHash = weak, default);

        await person.LogInAsync();

        (await StoredAsync(person)).PasswordHash.ShouldNotBe(weak);
        await person.LogInAsync();
    }

    private Task<AccountRow> StoredAsync(Person person) =>
        host.Session.ReadAsync((db, ct) => db.Set<AccountRow>().SingleAsync(account => account.Email == person.Email, ct), default);

    private static string Told(JsonNode problem) => string.Join('\n', problem.AsObject().Where(member => member.Key is not ("requestId" or "traceId" or "instance" or "timestamp")).Select(member => $"{member}"));

    internal static JsonElement Claims(string token)
    {
        var payload = token.Split('.')[1];
        return JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload)).RootElement;
    }
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class Accounts_on_SQLite(PeopleOnSqlite host) : AccountTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class Accounts_on_PostgreSQL(PeopleOnPostgreSql host) : AccountTests(host);
