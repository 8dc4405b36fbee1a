using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cafe;
using Seaworthy.Cafe.Data;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Hosting;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Pipeline;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Todos;
using Seaworthy.Todos.Data;
using Seaworthy.Workforce;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>All backends in one process, as they are served to others: in Production, with accounts, tokens, keys, demo data and one origin that may call.</summary>
public class AttackedHost : ServiceHost
{
    public const string Origin = "https://shop.example";

    /// <summary>The services, and below which path each keeps its accounts.</summary>
    public static readonly (string Name, string Accounts)[] Services =
        [("grocery", "/grocery/api/v2"), ("workforce", "/workforce/api/etter/auth"), ("cafe", "/cafe/api/v1/auth"), ("todos", "/todos/api/v2/auth")];

    public override string Prefix => "";

    /// <summary>Tokens of people who are signed in, by <see cref="AttackedPeople"/>.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; private set; } = new Dictionary<string, string>();

    internal IReadOnlyList<AttackedEndpoint> Endpoints => [.. App.App.Services.GetRequiredService<EndpointPlans>().All
        .Where(plan => Services.Any(service => service.Name == plan.Service.Name) && (plan.Route.Contains("/api/", StringComparison.Ordinal) || plan.Route.Contains("/admin/", StringComparison.Ordinal)))
        .SelectMany(plan => plan.Methods.Where(method => method != "HEAD").Select(method => new AttackedEndpoint(plan, method)))];

    /// <summary>Who sends.</summary>
    protected virtual HttpClient Caller => Client;

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Seaworthy:Cors:Origins", Origin), ("Seaworthy:Cors:Credentials", "true"),
        ("Seaworthy:Identity:Accounts:PasswordIterations", "100000"), // the fewest that are taken there
        ("Services:cafe:RateLimiting:Policies:sign-in", "20/minute per address"), ("Services:cafe:RateLimiting:Policies:orders", "1000000/second"),
        ("Services:todos:RateLimiting:Policies:todos", "1000000/second"),
    ];

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void AddModules(SeaworthyBuilder seaworthy) =>
        seaworthy.AddApiKeys().AddModule<GroceryModule>().AddModule<WorkforceModule>().AddModule<CafeModule>().AddModule<TodosModule>();

    protected override async Task FillAsync()
    {
        foreach (var seed in App.App.Services.GetServices<IServiceSeed>())
        {
            await seed.SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), CancellationToken.None);
        }

        Tokens = new Dictionary<string, string>
        {
            [AttackedPeople.Shopper] = await App.TokenAsync<GroceryDb>("grocery", "shopper@example.com", tenant: null),
            [AttackedPeople.OtherShopper] = await App.TokenAsync<GroceryDb>("grocery", "other@example.com", tenant: null, "staff", "manager", "owner"),
            [AttackedPeople.ShopStaff] = await App.TokenAsync<GroceryDb>("grocery", "staff@example.com", tenant: null, "admin"),
            [AttackedPeople.Employee] = await App.TokenAsync<WorkforceDb>("workforce", "test@example.com", tenant: null, "admin"),
            [AttackedPeople.Applicant] = await App.TokenAsync<WorkforceDb>("workforce", "applicant@nowhere.example", tenant: "1", "manager", "owner"),
            [AttackedPeople.Owner] = await App.TokenAsync<CafeDb>("cafe", "test@example.com", tenant: null),
            [AttackedPeople.OtherOwner] = await App.TokenAsync<CafeDb>("cafe", "owner@station.example", tenant: null),
            [AttackedPeople.Guest] = await App.TokenAsync<CafeDb>("cafe", "guest@nowhere.example", tenant: "1", "owner", "manager", "barista", "admin"),
            [AttackedPeople.TeamManager] = await App.TokenAsync<TodosDb>("todos", "manager@example.com", tenant: null, "manager"),
            [AttackedPeople.Visitor] = await App.TokenAsync<TodosDb>("todos", "visitor@nowhere.example", tenant: "1", "owner", "admin", "Manager"),
        };
    }

    /// <summary>A key of a service; with these scopes and no others.</summary>
    internal async Task<string> KeyAsync(string service, params string[] scopes) => (await App.NewKeyAsync(service, tenant: null, scopes)).Text;

    /// <summary>A key of a service that works for one of its tenants.</summary>
    internal async Task<string> KeyOfAsync(string service, long tenant, params IEnumerable<string> scopes) => (await App.NewKeyAsync(service, $"{tenant}", scopes)).Text;

    /// <summary>Sends a request as somebody; null for nobody.</summary>
    internal Task<Struck> SendAsync(string method, string path, string? who = null, string? json = null, params (string Name, string Value)[] headers) =>
        StrikeAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), who is null ? headers : [("Authorization", $"Bearer {Tokens[who]}"), .. headers]);

    /// <summary>Sends a request as it stands.</summary>
    internal async Task<Struck> StrikeAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Caller.SendAsync(request);
        return new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), AllOf(answer.Headers, answer.Content.Headers, answer.TrailingHeaders));
    }

    private static Dictionary<string, string> AllOf(params HttpHeaders[] headers) =>
        headers.SelectMany(some => some).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
}

/// <summary>The same on PostgreSQL, for attacks whose end is the engine's matter.</summary>
public sealed class AttackedOnPostgreSql : AttackedHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

/// <summary>One start for all attacks.</summary>
[CollectionDefinition(Name)]
public sealed class Attacked : ICollectionFixture<AttackedHost>
{
    public const string Name = "Attacked";
}

/// <summary>One start for all attacks on PostgreSQL.</summary>
[CollectionDefinition(Name)]
public sealed class AttackedPostgreSql : ICollectionFixture<AttackedOnPostgreSql>
{
    public const string Name = "Attacked on PostgreSQL";
}
