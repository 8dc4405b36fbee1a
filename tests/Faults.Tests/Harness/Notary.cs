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
using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults.Harness;

/// <summary>Somebody outside who is told of deposits: the effects that no transaction of the bank can take back, counted where no fault reaches.</summary>
internal sealed class Notary : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ImmutableList<long>> _told = new();
    private readonly ConcurrentDictionary<(string Deposit, string Key), bool> _deeds = new();
    private readonly ConcurrentQueue<string> _remarks = new();
    private readonly ConcurrentDictionary<(string Path, string Attempt), int> _calls = new();
    private readonly ConcurrentQueue<(long At, bool HasFailed)> _outcomes = new();

    private Notary(WebApplication app) => _app = app;

    /// <summary>Where to tell; the name of the deposit follows.</summary>
    public string Address => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/";

    public IPEndPoint EndPoint => new(IPAddress.Loopback, new Uri(Address).Port);

    /// <summary>Its own books: the deposits for which it has done what it does, each key once. One that is there again was told without its key, or with another.</summary>
    public IEnumerable<string> Deeds => _deeds.Keys.Select(deed => deed.Deposit);

    /// <summary>What befalls a call before it is heard: whether it was the end of it. Null: nothing does.</summary>
    public Func<HttpContext, Task<bool>>? Trouble { get; set; }

    /// <summary>How many calls there were for each attempt of a job that made one.</summary>
    public double CallsOfEach => _calls.Values.Sum() / (double)_calls.Count;

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
        notary._app.Use(notary.MeetAsync);
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

    /// <summary>When, after an instant, so many calls in a hundred of those in a window had failed, and there were enough in it to say so.</summary>
    public long? FailedEnough(long after, int calls, int percent, TimeSpan window)
    {
        var all = _outcomes.ToArray();
        return all.Where(one => one.HasFailed && one.At > after).Select(one => (long?)one.At).Order().FirstOrDefault(at =>
        {
            var seen = all.Where(one => one.At <= at && Stopwatch.GetElapsedTime(one.At, at!.Value) < window).ToArray();
            return seen.Length >= calls && seen.Count(one => one.HasFailed) * 100 >= seen.Length * percent;
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task MeetAsync(HttpContext context, RequestDelegate next)
    {
        _calls.AddOrUpdate((context.Request.Path.Value!, context.Request.Headers[Clerk.AttemptHeader].ToString()), 1, (_, calls) => calls + 1);
        var hasFailed = Trouble is { } trouble && await trouble(context);
        if (!hasFailed)
        {
            await next(context);
        }

        _outcomes.Enqueue((Stopwatch.GetTimestamp(), hasFailed));
    }

    private static IEnumerable<double> Waits(ImmutableList<long> words, long[] deaths) => words.Select((word, n) =>
        Stopwatch.GetElapsedTime(deaths.Where(death => death < word).Concat(words.Take(n)).DefaultIfEmpty(word).Max(), word).TotalMilliseconds);
}
