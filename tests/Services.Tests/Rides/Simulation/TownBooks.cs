using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Provider;
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>What became of rides, as their riders, whoever looks after them and the payment provider see it: what is wrong with it, in sentences.</summary>
internal sealed class TownBooks(ITownHost host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <param name="rides">Those that were ridden and paid.</param>
    /// <param name="drivers">Who has gone home.</param>
    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<Ridden> rides, IReadOnlyList<RidePerson> drivers)
    {
        var all = await host.OperatorAsync();
        var (faults, turns) = (new List<string>(), new List<(string Driver, DateTime From, DateTime To, Guid Ride)>());
        foreach (var (ride, rider) in rides)
        {
            var facts = (await all.GetAsync($"/admin/rides/{ride}/history"))["items"]!.AsArray().Select(line => (Kind: (string)line!["fact"]!["kind"]!, At: (DateTime)line["at"]!, Fact: line["fact"]!)).ToList();
            faults.AddRange(from kind in (string[])["requested", "finished", "paid"] where facts.Count(fact => fact.Kind == kind) != 1 select $"{ride} has {facts.Count(fact => fact.Kind == kind)} times {kind}");
            turns.AddRange(Turns(ride, facts));
            faults.AddRange(await PaymentFaultsAsync(ride, rider));
        }

        faults.AddRange(from mine in turns.GroupBy(turn => turn.Driver)
                        let inOrder = mine.OrderBy(turn => turn.From).ToList()
                        from pair in inOrder.Zip(inOrder.Skip(1))
                        where pair.Second.From < pair.First.To
                        select $"{mine.Key} has {pair.First.Ride} until {pair.First.To:O} and {pair.Second.Ride} from {pair.Second.From:O}");
        faults.AddRange((await Task.WhenAll(drivers.Select(DriverFaultAsync))).OfType<string>());
        // A round that dies with its process is the next minute's.
        faults.AddRange((await host.DeadJobsAsync()).Where(kind => kind != Reconcile.Kind.Name).Select(kind => $"a job is dead: {kind}"));
        return await RebuildFaultAsync(all) is { } changed ? [.. faults, changed] : faults;
    }

    // What is told of his last ride may be on its way.
    private static async Task<string?> DriverFaultAsync(RidePerson driver)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var shown = await driver.GetAsync("/drivers/me");
            if ((string)shown["state"]! == "off" && shown["ride"] is null)
            {
                return null;
            }

            if (patience.IsCancellationRequested)
            {
                return $"a driver who has gone home is {shown["state"]} with ride {shown["ride"]}";
            }

            await Task.Delay(Between);
        }
    }

    private static async Task<string?> RebuildFaultAsync(RidePerson all)
    {
        var task = (await all.GoodAsync(HttpMethod.Post, "/admin/rebuild", 202))!["task_id"]!;
        var done = await all.UntilAsync($"/admin/tasks/{task}", "status", "completed");
        return (int)done["result"]!["changed"]! is > 0 and var changed ? $"{changed} of {done["result"]!["rides"]} rides are others when they are made anew" : null;
    }

    private static IEnumerable<(string, DateTime, DateTime, Guid)> Turns(Guid ride, IEnumerable<(string Kind, DateTime At, JsonNode Fact)> facts)
    {
        var kept = ((string Driver, DateTime From)?)null;
        foreach (var (kind, at, fact) in facts)
        {
            if (kind == "driver_kept")
            {
                kept = ((string)fact["driver"]!["subject"]!, at);
            }
            else if (kept is { } turn && kind is "driver_gone" or "finished" or "cancelled" or "ended")
            {
                yield return (kept!.Value.Driver, kept.Value.From, at, ride);
                kept = null;
            }
        }
    }

    private async Task<IEnumerable<string>> PaymentFaultsAsync(Guid ride, RidePerson rider)
    {
        var (payment, fare) = (await rider.GetAsync($"/payments/{ride}"), (decimal)(await rider.GetAsync($"/{ride}"))["fare"]!);
        var taken = new List<decimal>();
        for (var attempt = 1; attempt <= (int)payment["attempt"]!; attempt++)
        {
            taken.AddRange((await ChargesAsync($"{(string)payment["id"]!}:{attempt}")).Where(charge => (string)charge!["status"]! == "succeeded").Select(charge => (decimal)charge!["amount_cents"]! / 100));
        }

        var amount = (decimal)payment["amount"]!;
        return (string)payment["state"]! == "paid" && taken is [var once] && once == amount && amount == fare ? [] : [$"{ride} costs {fare}, owes {amount}, is {payment["state"]}, and was charged {string.Join(" and ", taken)}"];
    }

    private async Task<JsonArray> ChargesAsync(string reference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/rides/provider/charges?reference={reference}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", StandIn.DeskKey) } };
        using var answer = await host.Client.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["charges"]!.AsArray();
    }
}
