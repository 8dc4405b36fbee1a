namespace Seaworthy.Services.Tests.Cafe;

/// <summary>A feed has no end of its own: a stop must not wait for it.</summary>
[Trait("Requirement", "R18")]
public sealed class KitchenStopTests
{
    [Fact]
    public async Task A_stop_ends_open_feeds_and_waits_for_nobody()
    {
        var host = new CafeOnSqlite();
        await host.InitializeAsync();
        try
        {
            using var request = new CafeClient(host, CafeOnSqlite.Barista).Request(HttpMethod.Get, "/api/v1/kitchen/feed");
            using var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var feed = answer.Content.ReadAsStringAsync(patience.Token);

            await host.App.App.StopAsync(patience.Token);

            (await feed).ShouldContain("event: order");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
