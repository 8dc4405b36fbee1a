using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Kitchen;

/// <summary>
/// What happens to a restaurant's orders, as server-sent events. It goes on from <c>Last-Event-ID</c>, which a browser sends by itself when it
/// comes back: whatever was cut off, nothing is missed and nothing comes twice. Without it: what is to be done now, then what happens.
/// </summary>
internal sealed class KitchenFeed(
    Tenants tenants, KitchenEvents events, KitchenBell bell, IHostApplicationLifetime lifetime, IOptions<JsonOptions> json, TimeProvider time)
{
    private const string LastEventId = "Last-Event-ID";

    // The bell rings in this process alone: what other processes do is heard of within this time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Shorter than what proxies take for a dead connection, which is a minute with most.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // As long as a token lives: whoever comes back is asked anew who he is, and where he works.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static OperationDescription Description { get; } = new("What happens to the orders, as server-sent events")
    {
        Parameters = [new(LastEventId, "integer", "The number of the last event that was seen; without it the feed begins with what is to be done.") { In = "header" }],
        Errors = [401, 403, 503],
    };

    public async Task HandleAsync(HttpContext context)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        var (after, mistake) = ReadLast(context.Request);
        if ((problem ?? mistake) is { } refused)
        {
            await refused.ExecuteAsync(context);
            return;
        }

        using var listening = bell.Listen(staff!.Restaurant);
        if (listening is null)
        {
            await Problem.Of(ProblemTypes.Unavailable, $"{KitchenBell.MostFeeds} feeds of this restaurant are open; close one.").RetryAfter(60).ExecuteAsync(context);
            return;
        }

        using var longest = new CancellationTokenSource(Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, longest.Token);
        try
        {
            await RunAsync(staff.Restaurant, after, listening, context.Response, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Its time is over, or the caller's patience: the next one goes on from here.
        }
    }

    private static (long? After, Problem? Problem) ReadLast(HttpRequest request) =>
        request.Headers[LastEventId].ToString() is not { Length: > 0 } text ? (null, null)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, null)
        : (null, Problem.Parameters([new("must be the number of an event", Header: LastEventId)]));

    private async Task RunAsync(RestaurantId restaurant, long? after, KitchenBell.Listening listening, HttpResponse response, CancellationToken cancellationToken)
    {
        var last = await events.LastAsync(restaurant, cancellationToken);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(cancellationToken);

        // A number that has not been yet is another restaurant's, or from before the database was put back: as if there were none.
        if (after is null || after > last)
        {
            await WriteAsync(response, await events.ToBeDoneAsync(restaurant, last, cancellationToken), cancellationToken);
            after = last;
        }

        await FollowAsync(restaurant, after.Value, listening, response, cancellationToken);
    }

    private async Task FollowAsync(RestaurantId restaurant, long after, KitchenBell.Listening listening, HttpResponse response, CancellationToken cancellationToken)
    {
        var written = time.GetTimestamp();
        await response.Body.FlushAsync(cancellationToken);
        while (true)
        {
            var next = listening.Next();
            var found = await events.AfterAsync(restaurant, after, cancellationToken);
            if (found.Count > 0)
            {
                await WriteAsync(response, found, cancellationToken);
                (after, written) = (found[^1].Number, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(written) >= Heartbeat)
            {
                await response.Body.WriteAsync(": still here\n\n"u8.ToArray(), cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                written = time.GetTimestamp();
            }

            if (found.Count < KitchenEvents.Batch)
            {
                await Task.WhenAny(next, Task.Delay(Pause, time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task WriteAsync(HttpResponse response, List<KitchenEvent> found, CancellationToken cancellationToken)
    {
        foreach (var one in found)
        {
            var data = JsonSerializer.Serialize(one, json.Value.SerializerOptions);
            await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {one.Number}\nevent: order\ndata: {data}\n\n"), cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
    }
}
