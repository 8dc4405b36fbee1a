using System.Net;
using System.Text;
using Seaworthy.RateLimiting;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>What all processes must agree on, and nobody may choose.</summary>
[Trait("Requirement", "R1")]
public sealed class LimitKeyTests
{
    private static readonly KeyedHash Hash = KeyedHash.Random();

    [Theory]
    [InlineData("192.0.2.1", "@192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "@192.0.2.1")]
    [InlineData("255.0.10.100", "@255.0.10.100")]
    [InlineData("2001:db8:1:2:3:4:5:6", "@20010db8000100020000000000000000")]
    public void An_address_is_written_as_its_network(string address, string key) =>
        KeyOf("100/minute", LimitClients.OfAddress(IPAddress.Parse(address), 64, Hash)).ShouldBe($"limit:shop:orders:100/60:{key}");

    [Theory]
    [InlineData("10/minute", "10/60")]
    [InlineData("10/minute per subject", "10/60")]
    [InlineData("10/minute shadow closed", "10/60")]
    [InlineData("10/30s burst 3", "10/30b3")]
    [InlineData("10/hour sliding", "10/3600s")]
    public void The_numbers_are_in_it_so_that_other_ones_begin_anew(string limit, string numbers) =>
        KeyOf(limit, Named("ada@example.com")).ShouldBe($"limit:shop:orders:{numbers}:=ada@example.com");

    [Fact]
    public void A_name_is_never_an_address_and_a_long_one_is_hashed_whole()
    {
        KeyOf("1/s", Named("192.0.2.1")).ShouldEndWith(":=192.0.2.1");
        KeyOf("1/s", Named(new string('a', 128))).ShouldEndWith(":=" + new string('a', 128));
        var (one, other) = (KeyOf("1/s", Named(new string('a', 5000) + "b")), KeyOf("1/s", Named(new string('a', 5000) + "c")));
        one.ShouldNotBe(other);
        one.Length.ShouldBe("limit:shop:orders:1/1:#".Length + 64);
        KeyOf("1/s", Named(new string('ä', 100))).ShouldContain(":#"); // 200 bytes
    }

    private static LimitCaller Named(string name) => new(Hash.Of(name), 0, 0, name);

    private static string KeyOf(string limit, LimitCaller caller)
    {
        var policy = new LimitPolicy("orders", LimitText.Parse(limit, out _)!, default, new LimitCounts("shop", "orders"));
        var decision = new LimitDecision();
        decision.Begin(0);
        decision.Add(new LimitCharge(policy, 1), caller);
        var room = new byte[LimitKey.MostBytes(policy)];
        return Encoding.UTF8.GetString(room, 0, LimitKey.Write(room, decision[0]));
    }
}
