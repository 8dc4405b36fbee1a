namespace Seaworthy.Services.Tests.Attacks;

/// <summary>Somebody who has registered at a service and is signed in.</summary>
internal sealed class AttackedVisitor(AttackedHost host, string accounts, string email)
{
    public const string Password = "a password of somebody";

    public string Token { get; private set; } = "";

    public string RefreshToken { get; private set; } = "";

    public static async Task<AttackedVisitor> NewAsync(AttackedHost host, string accounts)
    {
        var email = $"{Guid.NewGuid():n}@example.com";
        (await host.SendAsync("POST", $"{accounts}/register", null, $$"""{"email":"{{email}}","password":"{{Password}}"}""", From(email))).Status.ShouldBe(201);
        return await new AttackedVisitor(host, accounts, email).SignInAsync();
    }

    /// <summary>The same person on another device.</summary>
    public Task<AttackedVisitor> AgainAsync() => new AttackedVisitor(host, accounts, email).SignInAsync();

    public Task<Struck> RefreshAsync(string token) => host.SendAsync("POST", $"{accounts}/refresh", null, $$"""{"refresh_token":"{{token}}"}""");

    public Task<Struck> AskAsync(string method, string path, string? json = null, string? token = null) =>
        host.SendAsync(method, accounts + path, null, json, ("Authorization", $"Bearer {token ?? Token}"), From(email));

    private async Task<AttackedVisitor> SignInAsync()
    {
        var answer = await host.SendAsync("POST", $"{accounts}/login", null, $$"""{"email":"{{email}}","password":"{{Password}}"}""", From(email));
        answer.Status.ShouldBe(200, answer.Text);
        (Token, RefreshToken) = ((string)answer.Json["token"]!, (string)answer.Json["refresh_token"]!);
        return this;
    }

    // An address of his own, so that nobody else's tries count for him.
    private static (string, string) From(string email) => ("X-Forwarded-For", $"2001:db8:{email[..4]}:{email[4..8]}::1");
}
