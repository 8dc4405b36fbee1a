using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seaworthy.Rides.Users;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The calls and tests of S4 at its users service, as its code has them.</summary>
public abstract class S4UserCallTests(RideUsersHost host)
{
    [Theory]
    [InlineData("")]
    [InlineData("/rides/users")]
    [Trait("Requirement", "R69")]
    [Trait("Requirement", "R10")]
    public async Task User_Registration_Flow_should_register_login_and_get_profile(string prefix)
    {
        var userData = new { email = $"test{prefix.Length}@test.com", password = "test123" };

        using var reg = await host.App.Client.PostAsJsonAsync($"{prefix}/register", userData);
        reg.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var login = await host.App.Client.PostAsJsonAsync($"{prefix}/login", userData);
        login.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = (string)(await login.Content.ReadFromJsonAsync<JsonNode>())!["token"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{prefix}/profile") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var profile = await host.App.Client.SendAsync(request);
        profile.StatusCode.ShouldBe(HttpStatusCode.OK);

        ((string)(await profile.Content.ReadFromJsonAsync<JsonNode>())!["email"]!).ShouldBe(userData.email);
        foreach (var answer in (HttpResponseMessage[])[reg, login, profile])
        {
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("test123");
        }
    }

    [Theory]
    [InlineData("test@example.com", "Test User")]
    [InlineData("driver@example.com", "Test Driver")]
    [Trait("Requirement", "R28")]
    [Trait("Requirement", "R13")]
    public async Task The_documents_users_are_there_and_no_answer_has_a_password(string email, string name)
    {
        using var login = await host.App.Client.PostAsJsonAsync("/login", new { email, password = "test123" });
        var token = (string)(await login.Content.ReadFromJsonAsync<JsonNode>())!["token"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/profile") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var profile = await host.App.Client.SendAsync(request);

        var body = (await profile.Content.ReadFromJsonAsync<JsonNode>())!;
        ((string)body["name"]!).ShouldBe(name);
        body.ToJsonString().ShouldNotContain("password", Case.Insensitive);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public async Task Health_is_200() => (await host.App.Client.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public void It_has_the_documents_port() => (UsersModule.Info.Port, UsersModule.Info.Target).ShouldBe((4003, "rides/users"));
}

public sealed class S4UserCalls_on_SQLite(RideUsersHost host) : S4UserCallTests(host), IClassFixture<RideUsersHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S4UserCalls_on_PostgreSQL(RideUsersHostOnPostgreSql host) : S4UserCallTests(host), IClassFixture<RideUsersHostOnPostgreSql>;

/// <summary>The document's list of rides.</summary>
public abstract class S4RideCallTests(RideTripsHost host)
{
    [Theory]
    [InlineData("/rides")]
    [InlineData("/rides?page=1&limit=20")]
    [Trait("Requirement", "R41")]
    public async Task Rides_come_in_the_documents_page(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", "Development test@example.com");
        using var answer = await host.App.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        page.AsObject().Select(member => member.Key).ShouldBe(["rides", "totalPages", "currentPage"]);
        ((int)page["currentPage"]!).ShouldBe(1);
    }
}

public sealed class S4RideCalls_on_SQLite(RideTripsHost host) : S4RideCallTests(host), IClassFixture<RideTripsHost>;

[Trait("Server", "PostgreSQL")]
public sealed class S4RideCalls_on_PostgreSQL(RideTripsHostOnPostgreSql host) : S4RideCallTests(host), IClassFixture<RideTripsHostOnPostgreSql>;
