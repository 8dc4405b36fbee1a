using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cafe.Kitchen;
using Seaworthy.EntityFrameworkCore.QueryBudgets;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>The kitchen's feed: what is to be done, then what happens, and after a cut on from where it was.</summary>
[Trait("Requirement", "R15")]
public abstract class KitchenTests(CafeOnSqlite host)
{
    private readonly CafeClient _owner = new(host);
    private readonly CafeClient _barista = new(host, CafeOnSqlite.Barista);

    [Fact]
    public async Task A_screen_that_is_switched_on_shows_what_is_to_be_done_and_then_what_happens()
    {
        var order = await _owner.OrderAsync(item: 1, quantity: 2, table: 1);
        await using var feed = await OpenAsync(_barista);

        var shown = await feed.UntilAsync(order, "placed");
        ((string)shown["order"]!["table"]!, (string)shown["order"]!["items"]![0]!["name"]!, (int)shown["order"]!["items"]![0]!["quantity"]!).ShouldBe(("1", "Latte", 2));

        await _barista.MoveAsync(order, "preparing", "ready");
        await feed.UntilAsync(order, "preparing");
        await feed.UntilAsync(order, "ready");
    }

    [Fact]
    public async Task After_a_cut_it_goes_on_from_the_last_number_without_a_gap_and_without_a_repetition()
    {
        var order = await _owner.OrderAsync();
        long last;
        await using (var feed = await OpenAsync(_barista))
        {
            last = (long)(await feed.UntilAsync(order, "placed"))["number"]!;
        }

        await _barista.MoveAsync(order, "preparing", "ready", "served");
        var other = await _owner.OrderAsync();

        await using var again = await OpenAsync(_barista, last);
        var found = new List<JsonNode>();
        while (found.Count == 0 || (string)found[^1]["order"]!["id"]! != other)
        {
            found.Add(await again.NextAsync());
        }

        found.Select(one => (long)one["number"]!).ShouldBe(Enumerable.Range(1, found.Count).Select(n => last + n));
        found.Where(one => (string)one["order"]!["id"]! == order).Select(one => (string)one["status"]!).ShouldBe(["preparing", "ready", "served"]);
    }

    [Fact]
    public async Task Many_orders_at_once_come_each_once_and_in_the_order_of_their_numbers()
    {
        var start = await _owner.OrderAsync();
        await using var feed = await OpenAsync(_barista);
        var last = (long)(await feed.UntilAsync(start, "placed"))["number"]!;

        var orders = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => _owner.OrderAsync()));

        var missing = orders.ToHashSet();
        while (missing.Count > 0)
        {
            var next = await feed.NextAsync();
            ((long)next["number"]!).ShouldBe(++last);
            missing.Remove((string)next["order"]!["id"]!);
        }
    }

    [Fact]
    public async Task The_other_restaurants_kitchen_hears_nothing_of_it()
    {
        var other = _owner.As(CafeOnSqlite.OtherOwner);
        await using var feed = await OpenAsync(other);
        var ours = await _owner.OrderAsync();
        var item = (long)(await other.GetAsync("/api/v1/menu-items/"))["items"]![0]!["id"]!;
        var theirs = await other.OrderAsync(item);

        var found = new List<string>();
        while (found.LastOrDefault() != theirs)
        {
            found.Add((string)(await feed.NextAsync())["order"]!["id"]!);
        }

        found.ShouldNotContain(ours);
    }

    [Fact]
    public async Task A_number_that_has_not_been_begins_anew_and_one_that_is_none_is_refused()
    {
        var order = await _owner.OrderAsync();
        await using var feed = await OpenAsync(_barista, last: 1_000_000_000);

        await feed.UntilAsync(order, "placed");
        using var request = _barista.Request(HttpMethod.Get, "/api/v1/kitchen/feed");
        request.Headers.Add("Last-Event-ID", "yesterday");
        using var refused = await host.Client.SendAsync(request);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task It_is_no_finding_that_a_feed_asks_again_and_again_and_no_cache_keeps_it()
    {
        await using var feed = await OpenAsync(_barista);
        for (var n = 0; n < 5; n++)
        {
            await feed.UntilAsync(await _owner.OrderAsync(), "placed");
        }

        feed.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        feed.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        host.App.App.Services.GetRequiredService<QueryBudget>().Findings.Where(finding => finding.Endpoint.Contains("feed", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void A_restaurant_has_a_bounded_number_of_feeds_and_gets_the_places_back()
    {
        var bell = new KitchenBell();
        var open = Enumerable.Range(0, KitchenBell.MostFeeds).Select(_ => bell.Listen(new(1))!).ToList();

        bell.Listen(new(1)).ShouldBeNull();
        bell.Listen(new(2)).ShouldNotBeNull();
        open[0].Dispose();
        bell.Listen(new(1)).ShouldNotBeNull();
    }

    [Fact]
    public void A_ring_wakes_all_who_listen_there_and_nobody_elsewhere()
    {
        var bell = new KitchenBell();
        using var here = bell.Listen(new(1))!;
        using var alsoHere = bell.Listen(new(1))!;
        using var elsewhere = bell.Listen(new(2))!;
        var (first, second, other) = (here.Next(), alsoHere.Next(), elsewhere.Next());

        bell.Ring(new(1));

        (first.IsCompleted, second.IsCompleted, other.IsCompleted, here.Next().IsCompleted).ShouldBe((true, true, false, false));
    }

    private async Task<Feed> OpenAsync(CafeClient client, long? last = null)
    {
        using var request = client.Request(HttpMethod.Get, "/api/v1/kitchen/feed");
        if (last is { } number)
        {
            request.Headers.Add("Last-Event-ID", number.ToString(CultureInfo.InvariantCulture));
        }

        var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    // One connection to the feed; dropping it is the cut.
    private sealed class Feed(HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
    {
        public HttpResponseMessage Answer => answer;

        public async Task<JsonNode> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            string? id = null;
            while (await lines.ReadLineAsync(patience.Token) is { } line)
            {
                id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    var found = JsonNode.Parse(line[6..])!;
                    found["number"]!.ToString().ShouldBe(id);
                    return found;
                }
            }

            throw new EndOfStreamException("The feed has ended.");
        }

        public async Task<JsonNode> UntilAsync(string order, string status)
        {
            while (true)
            {
                var next = await NextAsync();
                if ((string)next["order"]!["id"]! == order && (string)next["status"]! == status)
                {
                    return next;
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

public sealed class Kitchen_on_SQLite(CafeOnSqlite host) : KitchenTests(host), IClassFixture<CafeOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Kitchen_on_PostgreSQL(CafeOnPostgreSql host) : KitchenTests(host), IClassFixture<CafeOnPostgreSql>;
