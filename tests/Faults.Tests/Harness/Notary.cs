using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Faults.Harness;

/// <summary>Somebody outside who is told of deposits: the effects that no transaction of the bank can take back, counted where no fault reaches.</summary>
internal sealed class Notary : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ImmutableList<long>> _told = new();
    private readonly ConcurrentDictionary<(string Deposit, string Key), bool> _deeds = new();
    private readonly ConcurrentQueue<string> _remarks = new();

    private Notary(WebApplication app) => _app = app;

    /// <summary>Where to tell; the name of the deposit follows.</summary>
    public string Address => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/";

    public IPEndPoint EndPoint => new(IPAddress.Loopback, new Uri(Address).Port);

    /// <summary>Its own books: the deposits for which it has done what it does, each key once. One that is there again was told without its key, or with another.</summary>
    public IEnumerable<string> Deeds => _deeds.Keys.Select(deed => deed.Deposit);

    /// <summary>What it was told in passing, as often as it was.</summary>
    public IEnumerable<string> Remarks => _remarks;

    /// <summary>Of what it was told.</summary>
    public ICollection<string> Told => _told.Keys;

    /// <summary>How often it was told of something that it knew.</summary>
    public int Repeated => _told.Values.Sum(times => times.Count - 1);

    /// <summary>
    /// The longest time, in milliseconds, until it was told of what it knew, or would have known: from the word before, or from the death of the process that had it in hand, whichever was later.
    /// </summary>
    /// <param name="deaths">When processes died that had a deposit in hand.</param>
    public double SlowestRepetitionMs(ILookup<string, long> deaths) => _told.SelectMany(told => Waits(told.Value, [.. deaths[told.Key]])).DefaultIfEmpty().Max();

    public static async Task<Notary> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var notary = new Notary(builder.Build());
        notary._app.MapPost("/{deposit}", (string deposit, HttpRequest request) =>
        {
            var now = Stopwatch.GetTimestamp();
            notary._told.AddOrUpdate(deposit, [now], (_, times) => times.Add(now));
            notary._deeds[(deposit, request.Headers["Idempotency-Key"].FirstOrDefault() ?? $"none, {now}")] = true;
            return TypedResults.NoContent();
        });
        notary._app.MapPost("/remarks/{name}", (string name) =>
        {
            notary._remarks.Enqueue(name);
            return TypedResults.NoContent();
        });
        await notary._app.StartAsync();
        return notary;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IEnumerable<double> Waits(ImmutableList<long> words, long[] deaths) => words.Select((word, n) =>
        Stopwatch.GetElapsedTime(deaths.Where(death => death < word).Concat(words.Take(n)).DefaultIfEmpty(word).Max(), word).TotalMilliseconds);
}
