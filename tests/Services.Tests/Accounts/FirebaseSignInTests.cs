namespace Seaworthy.Services.Tests.Accounts;

/// <summary>An employee who signs in at Firebase, as in the document: his ID token is exchanged once, and with what he gets for it he is somebody of his company.</summary>
[Trait("Requirement", "R9")]
[Trait("Requirement", "R10")]
public abstract class FirebaseSignInTests(FirebaseHost host)
{
    private const string CheckAuth = "/workforce/api/etter/auth/check_auth";
    private const string Users = "/workforce/api/etter/users";

    [Fact]
    public async Task Check_auth_knows_whoever_has_exchanged_a_token_of_Firebase()
    {
        var token = await ExchangeAsync(host.Issuer.Token("uid-chro", "chro@example.com", isVerified: true));

        var (status, body) = await host.SendAsync(HttpMethod.Post, CheckAuth, token);
        (status, body!.ToJsonString()).ShouldBe((200, """{"status":"Success","data":{"email":"chro@example.com","username":"chro"}}"""));
        (await host.SendAsync(HttpMethod.Get, Users, token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_ID_token_by_itself_is_401_there()
    {
        var token = host.Issuer.Token("uid-raw", "chro@example.com", isVerified: true);

        (await host.SendAsync(HttpMethod.Post, CheckAuth, token)).Status.ShouldBe(401);
        (await host.SendAsync(HttpMethod.Get, Users, token)).Status.ShouldBe(401);
    }

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task An_email_that_Firebase_has_not_verified_is_nobody_of_a_company()
    {
        var token = await ExchangeAsync(host.Issuer.Token("uid-claims", "test@example.com"));

        (await host.SendAsync(HttpMethod.Post, CheckAuth, token)).Status.ShouldBe(403);
        (await host.SendAsync(HttpMethod.Get, Users, token)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Who_is_in_no_company_is_known_by_his_email_and_sees_none()
    {
        var token = await ExchangeAsync(host.Issuer.Token("uid-new", "new@elsewhere.example", isVerified: true));

        var (status, body) = await host.SendAsync(HttpMethod.Post, CheckAuth, token);
        (status, (string)body!["data"]!["username"]!).ShouldBe((200, "new"));
        (await host.SendAsync(HttpMethod.Get, Users, token)).Status.ShouldBe(403);
    }

    private async Task<string> ExchangeAsync(string token)
    {
        var (status, body) = await host.SendAsync(HttpMethod.Post, TogetherHost.WorkforceAccounts + "/firebase", body: new { id_token = token });
        status.ShouldBe(200, body?.ToJsonString());
        return (string)body!["token"]!;
    }
}

public sealed class Firebase_sign_in_on_SQLite(FirebaseHost host) : FirebaseSignInTests(host), IClassFixture<FirebaseHost>;

[Trait("Server", "PostgreSQL")]
public sealed class Firebase_sign_in_on_PostgreSQL(FirebaseHostOnPostgreSql host) : FirebaseSignInTests(host), IClassFixture<FirebaseHostOnPostgreSql>;
