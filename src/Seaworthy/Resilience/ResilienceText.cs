using System.Globalization;

namespace Seaworthy.Resilience;

/// <summary>What differs for one client, as people write it: <c>retry-with-backoff deadline=30s attempt=500ms retries=0 breaker=off ours</c>.</summary>
internal static class ResilienceText
{
    private const int MostNumber = 1_000_000;
    private const string ATime = "a time such as 500ms, 10s or 2m";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromMilliseconds(500); // below it a breaker has no window to count in

    // Each takes what stands behind its '='; null where that is no value of it.
    private static readonly Dictionary<string, (string Must, Func<ClientResilience, string, ClientResilience?> Set)> Words = new(StringComparer.Ordinal)
    {
        ["deadline"] = Time((client, time) => client with { Deadline = time }, ShortestAttempt),
        ["attempt"] = Time((client, time) => client with { Attempt = time }, ShortestAttempt),
        ["retries"] = Number(0, 10, (client, number) => client with { Retries = number }),
        ["base"] = Time((client, time) => client with { RetryBase = time }),
        ["max"] = Time((client, time) => client with { RetryMax = time }),
        ["throttled"] = Time((client, time) => client with { ThrottledBase = time }),
        ["budget"] = Number(0, 100, (client, number) => client with { BudgetPercent = number }),
        ["floor"] = Number(0, 10_000, (client, number) => client with { BudgetPerSecond = number }),
        ["breaker"] = Number(0, 100, (client, number) => client with { BreakerPercent = number }),
        ["window"] = Time((client, time) => client with { BreakerWindow = time }, ShortestBreak),
        ["calls"] = Number(2, MostNumber, (client, number) => client with { BreakerCalls = number }),
        ["break"] = Time((client, time) => client with { Break = time }, ShortestBreak),
        ["break-max"] = Time((client, time) => client with { BreakMax = time }, ShortestBreak),
        ["concurrency"] = Number(1, 100_000, (client, number) => client with { Concurrency = number }),
        ["queue"] = Number(0, 100_000, (client, number) => client with { Queue = number }),
        ["answer"] = Number(0, int.MaxValue, (client, number) => client with { AnswerBytes = number }),
    };

    private static readonly Dictionary<string, Func<ClientResilience, ClientResilience>> Bare = new(StringComparer.Ordinal)
    {
        ["ours"] = client => client with { IsOurs = true },
        // The document's own (S4): three tries, with one second and then two between them (R17).
        ["retry-with-backoff"] = client => client with
        {
            Retries = 2, RetryBase = TimeSpan.FromSeconds(1), RetryMax = TimeSpan.FromSeconds(2), ThrottledBase = TimeSpan.FromSeconds(1), IsExact = true,
        },
    };

    /// <summary>Reads what differs.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="client">What holds where the text says nothing.</param>
    /// <param name="fault">What is wrong with it, as the rest of a sentence; null when nothing is.</param>
    public static ClientResilience Read(string text, ClientResilience client, out string? fault)
    {
        foreach (var word in text.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Bare.TryGetValue(word, out var say))
            {
                client = say(client);
                continue;
            }

            var (name, value) = word.Split('=', 2) is [var left, var right] ? (left, right) : (word, "");
            if (!Words.TryGetValue(name, out var known))
            {
                fault = $"has the word '{word}', which is none of {string.Join(", ", Bare.Keys)} and {string.Join(", ", Words.Keys.Select(key => key + "="))}";
                return client;
            }

            if (known.Set(client, value) is not { } set)
            {
                fault = $"has '{word}': {name}= takes {known.Must}";
                return client;
            }

            client = set;
        }

        fault = Fault(client);
        return client;
    }

    /// <summary>What numbers must be together; null when they are.</summary>
    public static string? Fault(ClientResilience client) =>
        client.Attempt > client.Deadline ? $"lets an attempt take {Show(client.Attempt)}, longer than the whole call, {Show(client.Deadline)}"
            : client.RetryBase > client.RetryMax ? $"begins with waits of {Show(client.RetryBase)}, longer than the longest, {Show(client.RetryMax)}"
            : client.Break > client.BreakMax ? $"begins with breaks of {Show(client.Break)}, longer than the longest, {Show(client.BreakMax)}"
            : null;

    private static (string, Func<ClientResilience, string, ClientResilience?>) Time(Func<ClientResilience, TimeSpan, ClientResilience> set, TimeSpan least = default) =>
        (least == default ? ATime : $"{ATime}, from {Show(least)}", (client, text) => TryTime(text, out var time) && time >= least && time <= Longest ? set(client, time) : null);

    private static (string, Func<ClientResilience, string, ClientResilience?>) Number(int least, int most, Func<ClientResilience, int, ClientResilience> set) =>
        ($"a whole number from {least} to {most}{(least == 0 ? ", or off" : "")}", (client, text) => (text == "off" ? 0 : Parse(text)) is { } number && number >= least && number <= most ? set(client, number) : null);

    private static int? Parse(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool TryTime(string text, out TimeSpan time)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = text[digits..] switch { "ms" => TimeSpan.FromMilliseconds(1), "s" => TimeSpan.FromSeconds(1), "m" => TimeSpan.FromMinutes(1), _ => TimeSpan.Zero };
        time = Parse(text[..digits]) is { } number ? unit * number : TimeSpan.Zero;
        return time > TimeSpan.Zero;
    }

    private static string Show(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms");
}
