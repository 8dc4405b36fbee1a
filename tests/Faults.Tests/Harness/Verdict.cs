using System.Text.Json;
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Harness;

/// <summary>What was lost and what was done twice: the promises of the <see cref="History"/> against what the <see cref="Books"/> and the <see cref="Notary"/> have.</summary>
internal sealed record Verdict(IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, IReadOnlyList<string> Wrong)
{
    public bool IsGood => Lost.Count + Doubled.Count + Wrong.Count == 0;

    public static async Task<Verdict> OfAsync(History history, Books books, Notary notary)
    {
        var (lost, doubled, wrong) = (new List<string>(), new List<string>(), history.Violations.ToList());
        var deposits = await books.DepositsAsync();
        var receipts = await books.ReceiptsAsync();
        var entries = await books.EntriesAsync();
        var names = deposits.Select(deposit => deposit.Name).ToHashSet();

        lost.AddRange(history.Acknowledged.Keys.Where(name => !names.Contains(name)).Select(name => $"{name} was acknowledged and is not there"));
        lost.AddRange(names.Except(receipts).Select(name => $"{name} has no receipt"));
        lost.AddRange(names.Except(notary.Told).Select(name => $"the notary was not told of {name}"));
        lost.AddRange(deposits.Select(deposit => (deposit.Account, deposit.Number, deposit.Amount)).Except(entries).Select(entry => $"{entry} is in no book"));
        doubled.AddRange(Doubles(deposits.Select(deposit => deposit.Name)).Select(name => $"{name} is there more than once"));
        doubled.AddRange(Doubles(receipts).Select(name => $"{name} has more than one receipt"));
        doubled.AddRange(Doubles(notary.Deeds).Select(name => $"the notary has done its part for {name} more than once"));
        doubled.AddRange(Doubles(entries).Select(entry => $"{entry} is in the book more than once"));

        foreach (var (name, account, number, amount) in deposits.DistinctBy(deposit => deposit.Name))
        {
            if (history.Acknowledged.TryGetValue(name, out var promised)
                && ((account, amount) != (promised.Asked.Account, promised.Asked.Amount) || Read(promised.Answer) is not { } told || (told.Name, told.Account, told.Number, told.Amount) != (name, account, number, amount)))
            {
                wrong.Add($"{promised.Asked} was answered with {promised.Answer}, and is number {number} of {account} with {amount}");
            }
        }

        // Effects of what never was.
        wrong.AddRange(receipts.Except(names).Select(name => $"there is a receipt for {name}, which is not there"));
        wrong.AddRange(notary.Told.Except(names).Select(name => $"the notary was told of {name}, which is not there"));
        wrong.AddRange(entries.Except(deposits.Select(deposit => (deposit.Account, deposit.Number, deposit.Amount))).Select(entry => $"{entry} is in the book and was never made"));
        wrong.AddRange((await books.DeadAsync()).Where(dead => !dead.StartsWith("poison", StringComparison.Ordinal)).Select(dead => $"a job was given up: {dead}"));
        foreach (var (account, count, balance) in await books.AccountsAsync())
        {
            var own = deposits.Where(deposit => deposit.Account == account).ToList();
            if (!own.Select(deposit => deposit.Number).Order().SequenceEqual(Enumerable.Range(1, count)) || own.Sum(deposit => deposit.Amount) != balance)
            {
                wrong.Add($"{account} counts {count} deposits and a balance of {balance}, and has {own.Count} of {own.Sum(deposit => deposit.Amount)}");
            }

            var order = entries.Where(entry => entry.Account == account).Select(entry => entry.Number).ToList();
            if (!order.SequenceEqual(order.Order()))
            {
                wrong.Add($"the book of {account} is out of order: {string.Join(' ', order)}");
            }
        }

        return new(lost, doubled, wrong);
    }

    public override string ToString() => string.Join('\n', Told("lost", Lost).Concat(Told("doubled", Doubled)).Concat(Told("wrong", Wrong)));

    private static Deposit? Read(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize<Deposit>(answer, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Told(string what, IReadOnlyList<string> items) =>
        items.Take(10).Select(item => $"{what}: {item}").Append($"{what}: {items.Count} in all").Skip(items.Count == 0 ? 1 : 0);

    private static IEnumerable<T> Doubles<T>(IEnumerable<T> items)
        where T : notnull => items.CountBy(item => item).Where(count => count.Value > 1).Select(count => count.Key);
}
