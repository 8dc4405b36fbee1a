using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Rides.Together;

/// <summary>Somebody who rides or drives, and calls as everybody does.</summary>
/// <param name="client">To the rides.</param>
/// <param name="signIn">What he says in <c>Authorization</c>; null for nothing.</param>
internal sealed class RidePerson(HttpClient client, string? signIn)
{
    private const double DropoffAway = 0.03; // some three kilometres
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Somebody who registers and signs in.</summary>
    /// <param name="host">Where.</param>
    /// <param name="registered">What becomes of him in between, by his e-mail; null for nothing.</param>
    public static async Task<RidePerson> NewAsync(IRidesHost host, Func<string, Task>? registered = null)
    {
        var account = new { email = $"{Guid.NewGuid():N}@rides.example", password = "test123" };
        var stranger = new RidePerson(host.Client, null);
        await stranger.GoodAsync(HttpMethod.Post, "/users/register", 201, account);
        await (registered?.Invoke(account.email) ?? Task.CompletedTask);
        return new(host.Client, $"Bearer {(string)(await stranger.GoodAsync(HttpMethod.Post, "/users/login", 200, account))!["token"]!}");
    }

    /// <summary>Somebody who registers, and drives; free at a place.</summary>
    public static async Task<RidePerson> NewDriverAsync(IRidesHost host, double lat, double lon)
    {
        var driver = await NewAsync(host);
        await driver.BecomeDriverAsync(lat, lon);
        return driver;
    }

    public async Task<(int Status, JsonNode? Body)> AskAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/rides{path}") { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("Authorization", signIn), ("Idempotency-Key", key)])
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<JsonNode?> GoodAsync(HttpMethod method, string path, int status = 200, object? body = null, string? key = null)
    {
        var (got, answer) = await AskAsync(method, path, body, key);
        got.ShouldBe(status, $"{method} {path}: {answer}");
        return answer;
    }

    public async Task<JsonNode> GetAsync(string path) => (await GoodAsync(HttpMethod.Get, path))!;

    public async Task BecomeDriverAsync(double lat, double lon)
    {
        await GoodAsync(HttpMethod.Post, "/drivers", 201, new { name = "Ada Driver", vehicle = "Yellow van", plate = $"{Guid.NewGuid():N}"[..10] });
        await GoodAsync(HttpMethod.Put, "/drivers/me/shift", 200, new { on = true, lat, lon });
    }

    /// <summary>Asks for a ride of some kilometres.</summary>
    public async Task<Guid> RideAsync(double lat, double lon) => (Guid)(await GoodAsync(
        HttpMethod.Post, "/", 201, new { pickup = new { lat, lon, name = "Here" }, dropoff = new { lat = lat + DropoffAway, lon } }))!["id"]!;

    public async Task<JsonNode?> StepAsync(Guid ride, string step, int status = 200) => await GoodAsync(HttpMethod.Post, $"/{ride}/{step}", status);

    /// <summary>As the driver of a ride that he was asked for: takes it, and brings whoever rides to the end.</summary>
    public async Task DriveAsync(Guid ride)
    {
        foreach (var step in (string[])["accept", "start", "finish"])
        {
            await StepAsync(ride, step);
        }
    }

    /// <summary>Begins to pay.</summary>
    public Task<JsonNode?> PayAsync(Guid ride, string method = "card-ok", int status = 202) => GoodAsync(HttpMethod.Post, $"/payments/{ride}/pay", status, new { method }, $"{Guid.NewGuid()}");

    /// <summary>What is shown at an address when a member of it is so: what the modules tell each other may be on its way.</summary>
    public async Task<JsonNode> UntilAsync(string path, string member, string value)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var (status, found) = await AskAsync(HttpMethod.Get, path);
            if (status == 200 && found?[member]?.ToString() == value)
            {
                return found;
            }

            patience.IsCancellationRequested.ShouldBeFalse($"{path} is not {member}={value}: {status} {found}");
            await Task.Delay(Between);
        }
    }

    /// <summary>The ride that he, a driver, is asked for.</summary>
    public async Task<Guid> OfferAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if ((await GetAsync("/driven?status=matched"))["items"]!.AsArray() is [{ } ride, ..])
            {
                return (Guid)ride["id"]!;
            }

            patience.IsCancellationRequested.ShouldBeFalse("nobody asks him");
            await Task.Delay(Between);
        }
    }
}
