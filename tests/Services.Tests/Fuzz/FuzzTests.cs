using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Grocery;
using Seaworthy.Pipeline;
using Seaworthy.Services.Tests.Grocery;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>
/// Every endpoint, asked what nobody should ask. SEAWORTHY_SEED repeats a run, SEAWORTHY_FUZZ_REQUESTS makes it longer:
/// <c>./test deep fuzz</c> sends a million.
/// </summary>
[Trait("Requirement", "R3")]
[Trait("Requirement", "R5")]
[Trait("Requirement", "R42")]
public abstract class FuzzTests(GroceryHost host, ITestOutputHelper output)
{
    private const int Connections = 4;
    private const int Round = 250;
    private const int Size = 12;
    private readonly ConcurrentDictionary<string, int> _answers = new();

    [Fact]
    public async Task Whatever_is_sent_is_answered_in_good_order_and_never_with_a_5xx()
    {
        var seed = Number("SEAWORTHY_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var requests = Number("SEAWORTHY_FUZZ_REQUESTS") ?? 5_000;
        output.WriteLine($"SEAWORTHY_SEED={seed}, {requests} requests");
        var generator = new FuzzGenerator([.. host.App.App.Services.GetRequiredService<EndpointPlans>().All.Where(plan => plan.Service.Name == GroceryModule.Info.Name)], await IdsAsync());

        var faults = await Task.WhenAll(Enumerable.Range(0, Connections).Select(n => RunAsync(generator, seed, n, requests / Connections)));

        output.WriteLine(string.Join('\n', _answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        faults.OfType<string>().ShouldBeEmpty($"SEAWORTHY_SEED={seed}");

        // A generator that only meets the first check of every endpoint would prove little.
        ((string[])["GET 200", "POST 201", "POST 400", "POST 422", "PUT 200", "PUT 422", "DELETE 204"]).ShouldBeSubsetOf(_answers.Keys);
        (await host.Client.GetAsync(new Uri($"{host.Prefix}/api/v2/products", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<IReadOnlyList<string>> IdsAsync()
    {
        var shop = new ShopClient(host);
        await shop.StockAsync(2, 3); // soon gone
        using var cart = await shop.PostAsync("/api/v2/carts", null);
        return [(string)(await ShopClient.JsonAsync(cart))["id"]!, (string)(await shop.OrderAsync((3, 1)))["id"]!];
    }

    private async Task<string?> RunAsync(FuzzGenerator generator, int seed, int number, int requests)
    {
        using var connection = new RawConnection(host.App.Address);
        for (var sent = 0; sent < requests; sent += Round)
        {
            var random = new Rnd((ulong)seed, (ulong)(((number * requests) + sent) * 2) + 1);
            var large = generator.LargeRequests.Sample(1, random, Size);
            foreach (var request in generator.Requests.Sample(Round, random, Size).Concat(sent % 2000 == 0 ? large : []))
            {
                if (await FaultAsync(connection, request) is { } fault)
                {
                    return $"{fault}\n{request}";
                }
            }
        }

        return null;
    }

    private async Task<string?> FaultAsync(RawConnection connection, FuzzRequest request)
    {
        try
        {
            var answer = await connection.SendAsync(request);
            _answers.AddOrUpdate($"{request.Method} {answer?.Status}", 1, (_, times) => times + 1);
            return FuzzVerdict.Fault(request, answer);
        }
        catch (OperationCanceledException)
        {
            return "no answer in time";
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}

public sealed class Fuzz_on_SQLite(AdminTogetherOnSqlite host, ITestOutputHelper output) : FuzzTests(host, output), IClassFixture<AdminTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Fuzz_on_PostgreSQL(AdminTogetherOnPostgreSql host, ITestOutputHelper output) : FuzzTests(host, output), IClassFixture<AdminTogetherOnPostgreSql>;
