using Seaworthy.RateLimiting;

namespace Seaworthy.Tests.RateLimiting;

[Trait("Requirement", "R1")]
public sealed class LimitTextTests
{
    [Theory]
    [InlineData("100/minute", "100/minute per address")]
    [InlineData("1000/Minute", "1000/minute per address")]
    [InlineData("10/30s per subject", "10/30s per subject")]
    [InlineData("60/60s", "60/minute per address")]
    [InlineData("1000/hour, per tenant, burst 50", "1000/hour per tenant burst 50")]
    [InlineData("5/2h sliding shadow", "5/7200s per address sliding shadow")]
    [InlineData("5/minute CLOSED", "5/minute per address closed")]
    [InlineData("5/minute open sliding", "5/minute per address sliding open")]
    [InlineData("5/minute share burst 2 shadow", "5/minute per address burst 2 share shadow")]
    [InlineData("1000000/second per endpoint", "1000000/second per endpoint")]
    public void A_limit_is_read_as_people_write_it(string text, string shown)
    {
        var spec = LimitText.Parse(text, out var fault);

        fault.ShouldBeNull();
        LimitText.Show(spec!).ShouldBe(shown);
        LimitText.Parse(shown, out _).ShouldBe(spec);
    }

    [Fact]
    public void Off_is_no_limit_and_no_fault()
    {
        LimitText.Parse("Off", out var fault).ShouldBeNull();
        fault.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "must be a limit such as 100/minute")]
    [InlineData("100", "must be a limit such as 100/minute")]
    [InlineData("0/minute", "must be a limit such as 100/minute")]
    [InlineData("-1/minute", "must be a limit such as 100/minute")]
    [InlineData("100/fortnight", "must be a limit such as 100/minute")]
    [InlineData("9999999999/minute", "must be a limit such as 100/minute")]
    [InlineData("100/99999999999999999999d", "must be a limit such as 100/minute")]
    [InlineData("100/minute per", "after 'per'")]
    [InlineData("100/minute per cookie", "address, endpoint, subject, key, tenant after 'per'")]
    [InlineData("100/minute per 1", "after 'per'")]
    [InlineData("100/minute burst", "whole number after 'burst'")]
    [InlineData("100/minute burst 101", "more than its limit of 100")]
    [InlineData("100/minute fast", "has the word 'fast'")]
    [InlineData("100/minute sliding burst 5", "does not know")]
    [InlineData("2000000/hour sliding", "is above 1048575")]
    [InlineData("2000000/s", "more than 1000000 requests a second")]
    [InlineData("1/32d", "beyond 31 days")]
    public void What_is_none_says_what_it_must_be(string text, string says)
    {
        LimitText.Parse(text, out var fault).ShouldBeNull();

        fault!.ShouldContain(says);
    }
}
