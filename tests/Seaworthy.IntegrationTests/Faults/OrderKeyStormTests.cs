using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>
/// A hundred requests with one key at once, over three processes, one of which is killed meanwhile. SEAWORTHY_SEED repeats a run
/// and SEAWORTHY_STORM_SECONDS makes it longer.
/// </summary>
[Trait("Requirement", "R17")]
[Trait("Server", "PostgreSQL")]
public sealed class OrderKeyStormTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Processes = 3;
    private const int Requests = 100;
    private const int LeastKills = 2;
    private const int Ordered = 2;
    private const string Orders = "/grocery/api/v2/orders";
    private readonly ServedProcess[] _served = new ServedProcess[Processes];
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.PostgreSqlAsync();
        await Task.WhenAll(Enumerable.Range(0, Processes).Select(async n => _served[n] = await ServedProcess.StartAsync(_database)));
    }

    public async Task DisposeAsync()
    {
        foreach (var served in _served)
        {
            await served.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public async Task One_key_is_one_order_whichever_process_is_killed()
    {
        var seed = Number("SEAWORTHY_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"SEAWORTHY_SEED={seed}");
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        using var client = new HttpClient();
        var product = (await StockUpAsync(1000))[0];
        var left = 1000;
        for (var round = 0; round < LeastKills || clock.Elapsed.TotalSeconds < (Number("SEAWORTHY_STORM_SECONDS") ?? 0); round++)
        {
            var key = $"{Guid.NewGuid()}";
            var killed = random.Next(Processes);
            var bodies = await RushAsync(client, key, product, killed, afterAnswers: random.Next(1, 40));
            _served[killed] = await ServedProcess.StartAsync(_database);
            foreach (var served in _served)
            {
                bodies.Add(await UntilToldAsync(client, served, key, product));
            }

            bodies.Distinct().Count().ShouldBe(1, $"SEAWORTHY_SEED={seed}");
            left -= Ordered;
            (await LeftAsync(client, product)).ShouldBe(left, $"SEAWORTHY_SEED={seed}");
        }

        output.WriteLine(string.Join(", ", _answers.Select(answer => $"{answer.Key}: {answer.Value}")));
    }

    // Every answer that a caller got of an order that was taken.
    private async Task<List<string>> RushAsync(HttpClient client, string key, long product, int killed, int afterAnswers)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = 0;
        var requests = Enumerable.Range(0, Requests).Select(async n =>
        {
            var (status, body) = await AskAsync(client, _served[n % Processes], key, product);
            if (Interlocked.Increment(ref answers) == afterAnswers)
            {
                enough.SetResult();
            }

            return status == HttpStatusCode.Created ? body : null;
        }).ToList();
        await enough.Task;
        await _served[killed].KillAsync();
        return [.. (await Task.WhenAll(requests)).OfType<string>()];
    }

    private async Task<string> UntilToldAsync(HttpClient client, ServedProcess served, string key, long product)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var (status, body) = await AskAsync(client, served, key, product);
            if (status == HttpStatusCode.Created)
            {
                return body!;
            }

            // A server that has not yet noticed that its client is dead.
            status.ShouldBe(HttpStatusCode.Conflict);
            clock.Elapsed.TotalSeconds.ShouldBeLessThan(30);
        }
    }

    private async Task<(HttpStatusCode? Status, string? Body)> AskAsync(HttpClient client, ServedProcess served, string key, long product)
    {
        try
        {
            using var answer = await client.PostWithKeyAsync(
                new Uri(served.Address, Orders).ToString(), new { items = new[] { new { product_id = product, quantity = Ordered } } }, key);
            var body = await answer.Content.ReadAsStringAsync();
            _answers.AddOrUpdate($"{(int)answer.StatusCode}{(answer.Headers.Contains("Idempotency-Replayed") ? " replayed" : "")}", 1, (_, times) => times + 1);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.Conflict);
            return (answer.StatusCode, body);
        }
        catch (Exception exception) when (NoAnswer.Is(exception))
        {
            _answers.AddOrUpdate("cut off", 1, (_, times) => times + 1);
            return (null, null);
        }
    }

    private async Task<IReadOnlyList<long>> StockUpAsync(int stock)
    {
        using var client = new HttpClient { BaseAddress = _served[0].Address };
        return await OrderBooks.StockUpAsync(client, 1, stock);
    }

    private async Task<int> LeftAsync(HttpClient client, long product) =>
        (int)(await client.GetFromJsonAsync<JsonNode>(new Uri(_served[0].Address, $"/grocery/api/v2/products/{product}/stock")))!["quantity"]!;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
