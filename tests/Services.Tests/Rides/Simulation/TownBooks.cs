using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Seaworthy.Rides.Provider;
using Seaworthy.Services.Tests.Rides.Together;

namespace Seaworthy.Services.Tests.Rides.Simulation;

/// <summary>What became of rides, as their riders, whoever looks after them and the payment provider see it: what is wrong with it, in sentences.</summary>
internal sealed class TownBooks(ITownHost host)
{
    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<Ridden> rides)
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
        return faults;
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
        var payment = await rider.GetAsync($"/payments/{ride}");
        var taken = new List<decimal>();
        for (var attempt = 1; attempt <= (int)payment["attempt"]!; attempt++)
        {
            taken.AddRange((await ChargesAsync($"{(string)payment["id"]!}:{attempt}")).Where(charge => (string)charge!["status"]! == "succeeded").Select(charge => (decimal)charge!["amount_cents"]! / 100));
        }

        var amount = (decimal)payment["amount"]!;
        return (string)payment["state"]! == "paid" && taken is [var once] && once == amount ? [] : [$"{ride} owes {amount}, is {payment["state"]}, and was charged {string.Join(" and ", taken)}"];
    }

    private async Task<JsonArray> ChargesAsync(string reference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/rides/provider/charges?reference={reference}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", StandIn.DeskKey) } };
        using var answer = await host.Client.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["charges"]!.AsArray();
    }
}
