using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Pipeline;
using Seaworthy.Services.Tests.Support;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>
/// Every endpoint, asked what nobody should ask. SEAWORTHY_SEED repeats a run, SEAWORTHY_FUZZ_REQUESTS makes it longer:
/// <c>./test deep fuzz</c> sends a million.
/// </summary>
[Trait("Requirement", "R3")]
[Trait("Requirement", "R5")]
[Trait("Requirement", "R42")]
public abstract class FuzzTests(ServiceHost host, ITestOutputHelper output)
{
    private const int Connections = 4;
    private const int MostRuns = 4;
    private const int Round = 250;
    private const int Size = 12;
    private readonly ConcurrentDictionary<string, int> _answers = new();

    [Fact]
    public async Task Whatever_is_sent_is_answered_in_good_order_and_never_with_a_5xx()
    {
        var seed = Number("SEAWORTHY_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var requests = Number("SEAWORTHY_FUZZ_REQUESTS") ?? 5_000;
        output.WriteLine($"SEAWORTHY_SEED={seed}, {requests} requests");
        var ids = await PrepareAsync();
        var generator = new FuzzGenerator([.. host.App.App.Services.GetRequiredService<EndpointPlans>().All.Where(plan => plan.Service.Audience == Subject.Service && IsAsked(plan.Route))], Subject, ids);

        // What one request in a thousand meets, one run in fifty would not.
        string?[] faults = [];
        for (var run = 0; run < MostRuns && (run == 0 || !Subject.Meets.All(_answers.ContainsKey)) && faults.All(fault => fault is null); run++)
        {
            faults = await Task.WhenAll(Enumerable.Range(run * Connections, Connections).Select(n => RunAsync(generator, seed, n, requests / Connections)));
        }

        output.WriteLine(string.Join('\n', _answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        faults.OfType<string>().ShouldBeEmpty($"SEAWORTHY_SEED={seed}");

        Subject.Meets.ShouldBeSubsetOf(_answers.Keys);
        (await host.Client.GetAsync(new Uri($"{host.Prefix}{Subject.Alive}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    internal abstract FuzzSubject Subject { get; }

    /// <summary>Makes what requests are to find; the public ids of it.</summary>
    protected abstract Task<IReadOnlyList<string>> PrepareAsync();

    /// <summary>False for a route that answers with a 5xx because something is not there.</summary>
    protected virtual bool IsAsked(string route) => true;

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
            return FuzzVerdict.Fault(request, answer, Subject);
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
