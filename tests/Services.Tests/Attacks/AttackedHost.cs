using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cafe;
using Seaworthy.Cafe.Data;
using Seaworthy.Grocery;
using Seaworthy.Grocery.Data;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Management;
using Seaworthy.Identity;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Pipeline;
using Seaworthy.Rides.Drivers;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Trips;
using Seaworthy.Rides.Users;
using Seaworthy.Rides.Users.Data;
using Seaworthy.Services.Tests.Rides.Together;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Signatures;
using Seaworthy.Todos;
using Seaworthy.Todos.Data;
using Seaworthy.Workforce;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>All backends in one process, as they are served to others: in Production, with accounts, tokens, keys, demo data and one origin that may call.</summary>
public class AttackedHost : ServiceHost
{
    public const string Origin = "https://shop.example";

    /// <summary>Where the payments' provider tells what became of a charge.</summary>
    public const string Webhook = "/rides/payments/webhooks/provider";

    private const string ProviderSecret = "4d6f8a0c1e3b5d7f9a2c4e6b8d0f1a3c5e7b9d2f4a6c8e0b1d3f5a7c9e2b4d6f";

    /// <summary>The services by what their tokens are for, and below which path each keeps its accounts. The rides are one of four modules.</summary>
    public static readonly (string Name, string Accounts)[] Services =
        [("grocery", "/grocery/api/v2"), ("workforce", "/workforce/api/etter/auth"), ("cafe", "/cafe/api/v1/auth"), ("todos", "/todos/api/v2/auth"), ("rides", "/rides/users")];

    private int _towns;

    public override string Prefix => "";

    /// <summary>Tokens of people who are signed in, by <see cref="AttackedPeople"/>.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; private set; } = new Dictionary<string, string>();

    internal IReadOnlyList<AttackedEndpoint> Endpoints => [.. App.App.Services.GetRequiredService<EndpointPlans>().All
        .Where(plan => Services.Any(service => service.Name == plan.Service.Audience) && IsServices(plan))
        .SelectMany(plan => plan.Methods.Where(method => method != "HEAD").Select(method => new AttackedEndpoint(plan, method)))];

    /// <summary>Who sends.</summary>
    protected virtual HttpClient Caller => Client;

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Seaworthy:Cors:Origins", Origin), ("Seaworthy:Cors:Credentials", "true"),
        ("Seaworthy:Identity:Accounts:PasswordIterations", "100000"), // the fewest that are taken there
        ("Services:cafe:RateLimiting:Policies:sign-in", "20/minute per address"), ("Services:cafe:RateLimiting:Policies:orders", "1000000/second"),
        ("Services:todos:RateLimiting:Policies:todos", "1000000/second"),
        ("Rides:Payments:Provider", "http://127.0.0.1:9/nobody"), ("Rides:Payments:ProviderKey", "sk_of_nobody"), ("Services:Rides_Payments:Signatures:Keys:ride-provider", ProviderSecret),
    ];

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void AddModules(SeaworthyBuilder seaworthy) =>
        seaworthy.AddApiKeys().AddModule<GroceryModule>().AddModule<WorkforceModule>().AddModule<CafeModule>().AddModule<TodosModule>()
            .AddModule<TripsModule>().AddModule<UsersModule>().AddModule<DriversModule>().AddModule<PaymentsModule>();

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
            [AttackedPeople.Rider] = await App.TokenAsync<UsersDb>("rides", "rider@example.com", tenant: null),
            [AttackedPeople.OtherRider] = await App.TokenAsync<UsersDb>("rides", "other@example.com", tenant: null, "driver"),
            [AttackedPeople.OtherDriver] = await App.TokenAsync<UsersDb>("rides", "driver@example.com", tenant: null),
            [AttackedPeople.RideOperator] = await App.TokenAsync<UsersDb>("rides", "operator@example.com", tenant: null, "operator"),
            [AttackedPeople.Passenger] = await App.TokenAsync<UsersDb>("rides", "passenger@nowhere.example", tenant: "1", "admin", "owner", "manager", "staff", "Operator", "operator "),
        };
        await DriveAsync(AttackedPeople.OtherDriver, "OD 1");
        await DriveAsync(AttackedPeople.RideOperator, "OP 1");
    }

    /// <summary>A key of a service; with these scopes and no others.</summary>
    internal async Task<string> KeyAsync(string service, params string[] scopes) => (await App.NewKeyAsync(service, tenant: null, scopes)).Text;

    /// <summary>A key of a service that works for one of its tenants.</summary>
    internal async Task<string> KeyOfAsync(string service, long tenant, params IEnumerable<string> scopes) => (await App.NewKeyAsync(service, $"{tenant}", scopes)).Text;

    /// <summary>Somebody who is signed in at the rides and has done nothing there.</summary>
    internal async Task<RidePerson> NewRidePersonAsync() => new(Client, $"Bearer {await App.TokenAsync<UsersDb>("rides", "somebody@example.com", tenant: null)}");

    /// <summary>One of those who attack, at the rides; null for nobody.</summary>
    internal RidePerson AtRides(string? who) => new(Client, who is null ? null : $"Bearer {Tokens[who]}");

    /// <summary>The latitude of a town in which nobody drives yet: none is within the reach of another.</summary>
    internal double NewTown() => -80 + (Interlocked.Increment(ref _towns) * 0.5);

    /// <summary>Sends a request as somebody; null for nobody.</summary>
    internal Task<Struck> SendAsync(string method, string path, string? who = null, string? json = null, params (string Name, string Value)[] headers) =>
        StrikeAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), who is null ? headers : [("Authorization", $"Bearer {Tokens[who]}"), .. headers]);

    /// <summary>Sends a request as it stands; where the provider of payments tells something, whoever is signed in signs as he does: what is attacked is behind that.</summary>
    internal async Task<Struck> StrikeAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var provider = path == Webhook && headers.Any(header => header.Name == "Authorization") ? Provider() : null;
        using var answer = await (provider ?? Caller).SendAsync(request);
        return new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), AllOf(answer.Headers, answer.Content.Headers, answer.TrailingHeaders));
    }

    /// <summary>Sends as the provider of payments does, who signs; with another secret as somebody who would be him.</summary>
    internal HttpClient Provider(string secret = ProviderSecret) => new(new SignRequests("ride-provider", secret) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } }) { BaseAddress = App.Address };

    private async Task DriveAsync(string who, string plate) =>
        (await SendAsync("POST", "/rides/drivers", who, $$"""{"name":"Ada Driver","vehicle":"Yellow van","plate":"{{plate}}"}""")).Status.ShouldBe(201);

    // What a service has made itself: the rides have no word in their addresses that says so.
    private static bool IsServices(EndpointPlan plan) => plan.Service.Audience == "rides"
        ? plan.Metadata.GetMetadata<OwnEndpoint>() is null && plan.Metadata.GetMetadata<OwnPageWord>() is null
        : plan.Route.Contains("/api/", StringComparison.Ordinal) || plan.Route.Contains("/admin/", StringComparison.Ordinal);

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
