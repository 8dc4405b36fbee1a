using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seaworthy.Gateway;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Gateway;

/// <summary>What a gateway says of a caller is believed for the one call that it has signed, and for a minute.</summary>
[Trait("Requirement", "R85")]
public sealed class GatewayStampTests
{
    private const string Key = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private const string Next = "a0f1e2d3c4b5a69788796a5b4c3d2e1fa0f1e2d3c4b5a69788796a5b4c3d2e1f";
    private static readonly StampedCall Call = new(IPAddress.Parse("203.0.113.9"), "https", false, "GET", "/cafe/a?b=1", "id-1", "Bearer a", "");
    private readonly ManualTime _time = new();

    [Fact]
    public void It_says_who_called_the_gateway_and_how()
    {
        var arrived = Call with { Client = IPAddress.Loopback, Scheme = "http" };

        Stamps().Fault(Stamps().Of(Call), arrived, out var told).ShouldBeNull();

        told.ShouldBe(Call);
    }

    [Fact]
    public void It_is_good_for_no_other_call()
    {
        var stamp = Stamps().Of(Call);

        foreach (var other in (StampedCall[])
            [Call with { Method = "PUT" }, Call with { Target = "/cafe/a?b=2" }, Call with { RequestId = "id-2" }, Call with { Authorization = "Bearer b" }, Call with { ApiKey = "sw_a" }])
        {
            Stamps().Fault(stamp, other, out _).ShouldNotBeNull($"{other}").ShouldStartWith("is not signed");
        }
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.8")]
    [InlineData("proto=https", "proto=http")]
    [InlineData("local=no", "local=yes")]
    [InlineData("t=", "t=1")]
    public void Nothing_in_it_can_be_changed(string was, string becomes) =>
        Stamps().Fault(Stamps().Of(Call).Replace(was, becomes, StringComparison.Ordinal), Call, out _).ShouldNotBeNull().ShouldStartWith("is not signed");

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("t=1; for=; proto=ftp; local=no; mac=00")]
    [InlineData("t=x; for=203.0.113.9; proto=http; local=no; mac=00")]
    [InlineData("t=1; for=203.0.113.9; proto=http; local=no; mac=zz")]
    [InlineData("t=1; for=203.0.113.9; proto=http; local=no; mac=")]
    public void What_is_none_is_no_stamp(string stamp) => Stamps().Fault(stamp, Call, out _).ShouldNotBeNull();

    [Theory]
    [InlineData(-61)]
    [InlineData(61)]
    public void It_ends_after_a_minute_by_either_clock(int seconds)
    {
        var stamp = Stamps().Of(Call);
        _time.Advance(TimeSpan.FromSeconds(seconds - Math.Sign(seconds)));
        Stamps().Fault(stamp, Call, out _).ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(Math.Sign(seconds)));

        Stamps().Fault(stamp, Call, out _).ShouldNotBeNull().ShouldContain($"is {seconds} seconds old");
    }

    [Fact]
    public void While_the_key_is_changed_the_one_before_is_good_too()
    {
        Stamps($"{Next} {Key}").Fault(Stamps().Of(Call), Call, out _).ShouldBeNull();
        Stamps().Fault(Stamps($"{Next} {Key}").Of(Call), Call, out _).ShouldNotBeNull("the first of two makes stamps");
        Stamps(Next).Fault(Stamps().Of(Call), Call, out _).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("t=1; for=203.0.113.9; proto=http; local=no; mac=00", true, HttpStatusCode.BadRequest)]
    [InlineData("t=1; for=203.0.113.9; proto=http; local=no; mac=00", false, HttpStatusCode.OK)]
    public async Task A_service_that_shares_a_key_refuses_what_is_not_signed_by_it_and_others_do_not_read_it(string stamp, bool hasKey, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/who", (HttpContext context) => $"{context.Connection.RemoteIpAddress}"), hasKey ? [("Seaworthy:Gateway:Key", Key)] : []);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who") { Headers = { { "X-Gateway", stamp } } };

        using var answer = await app.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(status);
        var said = await answer.Content.ReadAsStringAsync();
        (hasKey ? (string)JsonNode.Parse(said)!["errors"]![0]!["header"]! : said).ShouldBe(hasKey ? "X-Gateway" : "127.0.0.1");
    }

    private GatewayStamps Stamps(string key = Key) => new(key, _time);
}
