using Microsoft.AspNetCore.Builder;
using Seaworthy.Hosting.Settings;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Admin;

/// <summary>Callers come over loopback, a trusted proxy here, and <c>X-Forwarded-For</c> says who they are.</summary>
[Trait("Requirement", "R12")]
public sealed class AdminStageTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await StartAsync(
        ("Seaworthy:Admin:Networks:0", "192.168.1.100"), ("Seaworthy:Admin:Networks:1", "10.0.0.0/8"), ("Seaworthy:Admin:Networks:2", "2001:db8:7::/48"));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("192.168.1.100", 200)]
    [InlineData("192.168.1.101", 403)]
    [InlineData("10.200.3.4", 200)]
    [InlineData("11.0.0.1", 403)]
    [InlineData("::ffff:10.200.3.4", 200)]
    [InlineData("::ffff:11.0.0.1", 403)]
    [InlineData("2001:db8:7:1::9", 200)]
    [InlineData("2001:db8:8::9", 403)]
    [InlineData("10.0.0.1, 203.0.113.9", 403)]
    [InlineData("203.0.113.9, 10.0.0.1", 200)]
    [InlineData(null, 403)]
    public async Task Who_is_in_the_list_gets_in_and_nobody_else(string? forwarded, int status) =>
        (await AskAsync(_app, "/admin/users", forwarded)).Status.ShouldBe(status);

    [Fact]
    public async Task What_is_refused_says_the_document_s_sentence_and_the_address_that_was_seen()
    {
        var (status, body) = await AskAsync(_app, "/admin/users", "203.0.113.9");

        status.ShouldBe(403);
        body.ShouldContain("\"title\":\"IP not whitelisted\"");
        body.ShouldContain("203.0.113.9 is not in Admin:Networks.");
    }

    [Fact]
    public async Task Whoever_is_refused_there_is_served_elsewhere() => (await AskAsync(_app, "/users", "203.0.113.9")).Status.ShouldBe(200);

    [Theory]
    [InlineData("X-Real-IP")]
    [InlineData("Client-IP")]
    [InlineData("True-Client-IP")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("Forwarded")]
    [InlineData("X-Client-IP")]
    public async Task No_other_header_says_who_somebody_is(string header)
    {
        var (status, _) = await AskAsync(_app, "/admin/users", "203.0.113.9", (header, header == "Forwarded" ? "for=10.0.0.1" : "10.0.0.1"));

        status.ShouldBe(403);
    }

    [Fact]
    public async Task A_stranger_who_is_no_trusted_proxy_gets_in_by_no_header()
    {
        await using var app = await StartAsync(("Seaworthy:Admin:Networks", "10.0.0.0/8"), ("Seaworthy:Client:TrustedProxies", "192.0.2.1"));

        (await AskAsync(app, "/admin/users", "10.0.0.1")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task By_default_it_is_this_machine_and_not_what_a_proxy_on_it_hands_on()
    {
        await using var app = await StartAsync();

        (await AskAsync(app, "/admin/users", null)).Status.ShouldBe(200);
        (await AskAsync(app, "/admin/users", "203.0.113.9")).Status.ShouldBe(403);
        (await AskAsync(app, "/admin/users", null, ("Via", "1.1 proxy"))).Status.ShouldBe(403);
        (await AskAsync(app, "/admin/users", null, ("Host", "rebound.example"))).Status.ShouldBe(403);
        (await AskAsync(app, "/admin/users", null, ("Origin", "https://evil.example"))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task It_holds_where_the_true_client_is_not_asked_for()
    {
        await using var app = await StartAsync(("Seaworthy:Admin:Networks", "10.0.0.0/8"), ("Seaworthy:Client:Enabled", "false"));

        (await AskAsync(app, "/admin/users", "10.0.0.1")).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("10.0.0.0/99", "must be an IP address or a network such as 10.0.0.0/8")]
    [InlineData("office", "must be an IP address or a network such as 10.0.0.0/8")]
    [InlineData("10.0.0.5/8", "has bits beyond its /8: write 10.0.0.0/8")]
    [InlineData("2001:db8::1/32", "has bits beyond its /32: write 2001:db8::/32")]
    [InlineData("010.0.0.1", "is read as 8.0.0.1: write that")]
    [InlineData("10.1", "is read as 10.0.0.1: write that")]
    [InlineData("::ffff:10.0.0.0/104", "is an IPv4 network inside IPv6: write 10.0.0.0/8")]
    [InlineData("::ffff:10.0.0.1", "is an IPv4 address inside IPv6: write 10.0.0.1")]
    public void A_network_that_is_none_or_not_what_it_seems_stops_the_start(string network, string must)
    {
        var fault = Should.Throw<SettingsException>(() => TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy(), ("Seaworthy:Admin:Networks", network)))
            .Faults.ShouldHaveSingleItem();

        (fault.Key, fault.Value, fault.Must).ShouldBe(("Seaworthy:Admin:Networks", network, must));
    }

    [Fact]
    public async Task Where_it_is_off_the_word_stops_the_start()
    {
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), Map, ("Seaworthy:Admin:Enabled", "false"));

        (await Should.ThrowAsync<PlanException>(() => app.StartAsync())).Faults.ShouldHaveSingleItem().ShouldContain("says RequireNetwork, but the stage 'admin' is off");
    }

    private static Task<TestApp> StartAsync(params (string, string)[] settings) => TestApp.StartAsync(builder => builder.AddSeaworthy(), Map, settings);

    private static void Map(WebApplication app)
    {
        app.UseSeaworthy();
        app.MapGroup("/admin").RequireNetwork().MapGet("/users", () => "users");
        app.MapGet("/users", () => "users");
    }

    private static async Task<(int Status, string Body)> AskAsync(TestApp app, string path, string? forwarded, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in forwarded is null ? headers : [("X-Forwarded-For", forwarded), .. headers])
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var answer = await app.Client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
