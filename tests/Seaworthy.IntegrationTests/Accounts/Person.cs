using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>Somebody with an e-mail of his own, at one or several devices.</summary>
internal sealed class Person(PeopleHost host)
{
    public const string Password = "test123";

    public string Email { get; } = $"{Guid.NewGuid():N}@example.com";

    public async Task<Person> RegisterAsync(string password = Password)
    {
        var (status, body) = await PostAsync("/register", new { email = Email, password });
        status.ShouldBe(201, body?.ToJsonString());
        return this;
    }

    /// <summary>Opens the link of the next mail.</summary>
    public async Task<Person> ConfirmAsync()
    {
        (await PostAsync("/email/confirm", new { token = await host.Mails.SecretAsync(Email), password = Password })).Status.ShouldBe(204);
        return this;
    }

    /// <summary>Signs in, at one more device.</summary>
    public async Task<Device> LogInAsync(string password = Password)
    {
        var (status, body) = await TryLogInAsync(password);
        status.ShouldBe(200, body?.ToJsonString());
        return new(this, body!);
    }

    public Task<(int Status, JsonNode? Body)> TryLogInAsync(string password = Password) => PostAsync("/login", new { email = Email, password });

    public Task<(int Status, JsonNode? Body)> PostAsync(string path, object? body, string? token = null) => SendAsync(HttpMethod.Post, path, body, token);

    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body, string? token, TestApp? at = null, string module = "/people")
    {
        using var request = new HttpRequestMessage(method, module + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("Device/1.0");
        using var answer = await (at ?? host.App).Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 || text[0] != '{' ? null : JsonNode.Parse(text));
    }
}

/// <summary>Where somebody is signed in.</summary>
internal sealed class Device(Person person, JsonNode signedIn)
{
    public Person Person => person;

    public string Token { get; private set; } = (string)signedIn["token"]!;

    public string RefreshToken { get; private set; } = (string)signedIn["refresh_token"]!;

    public async Task<int> StatusAsync(string path = "/profile", TestApp? at = null) => (await person.SendAsync(HttpMethod.Get, path, null, Token, at)).Status;

    public Task<(int Status, JsonNode? Body)> TryRefreshAsync(string? refreshToken = null, TestApp? at = null) =>
        person.SendAsync(HttpMethod.Post, "/refresh", new { refresh_token = refreshToken ?? RefreshToken }, token: null, at);

    /// <summary>Takes the next tokens; returns the refresh token that was used up.</summary>
    public async Task<string> RefreshAsync()
    {
        var used = RefreshToken;
        var (status, body) = await TryRefreshAsync();
        status.ShouldBe(200, body?.ToJsonString());
        (Token, RefreshToken) = ((string)body!["token"]!, (string)body["refresh_token"]!);
        return used;
    }
}
