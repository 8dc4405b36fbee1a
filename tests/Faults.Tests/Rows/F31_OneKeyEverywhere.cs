using System.Net;
using System.Net.Http.Json;
using Seaworthy.Faults.Harness;
using Seaworthy.Faults.Subject;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F31: a hundred ask for the same with one key at five processes at once, of which some are killed with -9 meanwhile.</summary>
[Trait("Fault", "F31")]
[Trait("Requirement", "R17")]
[Trait("Server", "PostgreSQL")]
public sealed class F31_OneKeyEverywhere(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 100;
    private const int Processes = 5;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task There_is_one_deposit_and_all_are_answered_with_it()
    {
        await using var run = new FaultRun("F31", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, "Seaworthy:Database:MaxPoolSize=10");
        await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => bank.ServeAsync()));

        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 4 : 2, Processes, after: 200, (0, 30), "kill"), async stroke =>
        {
            var deposit = new NewDeposit($"f31-{run.Seed}-{Guid.NewGuid():N}", SavingsModule.Accounts[stroke.Target], 1);
            var asking = Enumerable.Range(0, Clients).Select(n => UntilAnsweredAsync(deposit, bank.Addresses, n)).ToList();
            await Task.Delay(stroke.For);
            await bank.Nodes[stroke.Target].KillAsync();
            var restarting = bank.Nodes[stroke.Target].StartAsync();
            var answers = await Task.WhenAll(asking);
            await restarting;
            run.History.Acknowledged[deposit.Name] = (deposit, answers[0]);
            answers.Distinct().ShouldHaveSingleItem();
        });

        await run.JudgeAsync(bank);
        run.Done();
    }

    private async Task<string> UntilAnsweredAsync(NewDeposit deposit, IReadOnlyList<Uri> nodes, int number)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var attempt = number; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(nodes[attempt % nodes.Count], "/savings/deposits")) { Content = JsonContent.Create(deposit) };
                request.Headers.TryAddWithoutValidation("Idempotency-Key", deposit.Name);
                using var response = await _client.SendAsync(request, patience.Token);
                if (response.StatusCode == HttpStatusCode.Created)
                {
                    return await response.Content.ReadAsStringAsync(patience.Token);
                }

                response.StatusCode.ShouldBeOneOf(HttpStatusCode.Conflict, HttpStatusCode.ServiceUnavailable);
                response.Headers.RetryAfter.ShouldNotBeNull();
            }
            catch (Exception exception) when (NoAnswer.Is(exception))
            {
                // Killed while it answered, or not up yet.
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
