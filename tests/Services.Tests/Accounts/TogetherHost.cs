using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Grocery;
using Seaworthy.Hosting;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Workforce;

namespace Seaworthy.Services.Tests.Accounts;

/// <summary>What <c>seaworthy serve</c> serves at a desk: grocery and workforce in one process, with one file of keys and their demo data.</summary>
public class TogetherHost : ServiceHost
{
    public const string GroceryAccounts = "/grocery/api/v2", WorkforceAccounts = "/workforce/api/etter/auth";

    public override string Prefix => "";

    protected override string Environment => Environments.Development;

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddModule<GroceryModule>().AddModule<WorkforceModule>();

    protected override async Task FillAsync()
    {
        foreach (var seed in App.App.Services.GetServices<IServiceSeed>())
        {
            await seed.SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), CancellationToken.None);
        }
    }

    /// <summary>The token of somebody who signs in at a service.</summary>
    public async Task<string> SignInAsync(string accounts, string email, string password = "test123")
    {
        var (status, body) = await SendAsync(HttpMethod.Post, accounts + "/login", body: new { email, password });
        status.ShouldBe(200, body?.ToJsonString());
        return (string)body!["token"]!;
    }

    /// <summary>The token of somebody new.</summary>
    public async Task<string> RegisterAsync(string accounts, string email, string password = "test123")
    {
        (await SendAsync(HttpMethod.Post, accounts + "/register", body: new { email, password })).Status.ShouldBe(201);
        return await SignInAsync(accounts, email, password);
    }

    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, string? token = null, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}

public sealed class TogetherHostOnPostgreSql : TogetherHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
