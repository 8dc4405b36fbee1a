using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.Tokens;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Trips;

/// <summary>The trips, and what stands for the other modules beside them.</summary>
public class TripsOnSqlite : ServiceHost
{
    public override string Prefix => "/rides";

    internal HeardEvents Heard => Get<HeardEvents>();

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddModule<TripsModule>().AddModule<Neighbours>();

    public T Get<T>()
        where T : notnull => App.App.Services.GetRequiredService<T>();

    /// <summary>Somebody who is signed in, as he calls.</summary>
    internal Person New(params string[] roles) => new(this, $"{Guid.CreateVersion7()}", roles);
}

public sealed class TripsOnPostgreSql : TripsOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

/// <summary>Calls the rides.</summary>
internal sealed class Person(TripsOnSqlite host, string subject, params string[] roles)
{
    private readonly string _token = host.Get<AccessTokens>().Issue(new(subject, $"{Guid.NewGuid()}") { Audiences = [RidesService.Name], Roles = roles }).Text;

    public string Subject => subject;

    public DriverCard Card => new(subject, "Test Driver", "Blue Volvo", $"T-{subject[^6..]}");

    public async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{host.Prefix}{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        using var answer = await host.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<JsonNode?> GoodAsync(HttpMethod method, string path, HttpStatusCode status = HttpStatusCode.OK, object? body = null)
    {
        var (got, answer) = await AskAsync(method, path, body);
        got.ShouldBe(status, $"{method} {path}: {answer}");
        return answer;
    }

    public async Task<JsonNode> GetAsync(string path) => (await GoodAsync(HttpMethod.Get, path))!;

    /// <summary>Does something with a ride.</summary>
    public async Task<JsonNode?> StepAsync(Guid ride, string step, HttpStatusCode status = HttpStatusCode.OK) => await GoodAsync(HttpMethod.Post, $"/{ride}/{step}", status);

    /// <summary>Asks for a ride of some kilometres.</summary>
    public async Task<Guid> RideAsync() =>
        (Guid)(await GoodAsync(HttpMethod.Post, "/", HttpStatusCode.Created, new { pickup = new { lat = 40.7128, lon = -74.006, name = "City Hall" }, dropoff = new { lat = 40.758, lon = -73.9855 } }))!["id"]!;

    /// <summary>As whoever looks after the rides: makes all of them anew, and returns when they are.</summary>
    public async Task RebuildAsync()
    {
        var task = (await GoodAsync(HttpMethod.Post, "/admin/rebuild", HttpStatusCode.Accepted))!["task_id"]!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((string)(await GetAsync($"/admin/tasks/{task}"))["status"]! != "completed")
        {
            await Task.Delay(20, patience.Token);
        }
    }

    public async Task<string> StatusAsync(Guid ride) => (string)(await GetAsync($"/{ride}"))["status"]!;

    /// <summary>Waits until a ride of his is so: what was told of it may be on its way.</summary>
    public async Task<JsonNode> UntilAsync(Guid ride, string member, string value)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var (status, found) = await AskAsync(HttpMethod.Get, $"/{ride}");
            if (status == HttpStatusCode.OK && (string?)found![member] == value)
            {
                return found;
            }

            patience.IsCancellationRequested.ShouldBeFalse($"ride {ride} is not {member}={value}: {found}");
            await Task.Delay(20);
        }
    }
}
