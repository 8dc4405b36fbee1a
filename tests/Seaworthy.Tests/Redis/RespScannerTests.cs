using System.Text;
using Seaworthy.Redis.Protocol;

namespace Seaworthy.Tests.Redis;

[Trait("Requirement", "R33")]
public sealed class RespScannerTests
{
    private static readonly RespLimits Limits = new(1_000_000);

    [Theory]
    [InlineData("+OK\r\n")]
    [InlineData("$0\r\n\r\n")]
    [InlineData("$-1\r\n")]
    [InlineData("_\r\n")]
    [InlineData("*0\r\n")]
    [InlineData("%1\r\n+a\r\n*2\r\n:1\r\n(123456789012345678901234567890\r\n")]
    [InlineData("|1\r\n+ttl\r\n:3600\r\n*2\r\n:1\r\n|1\r\n+popularity\r\n,0.9\r\n:2\r\n")]
    [InlineData(">2\r\n$10\r\ninvalidate\r\n*1\r\n$3\r\nkey\r\n")]
    [InlineData(">2\r\n$10\r\ninvalidate\r\n_\r\n")]
    [InlineData("=15\r\ntxt:Some string\r\n")]
    [InlineData("!21\r\nSYNTAX invalid syntax\r\n")]
    public void A_frame_is_as_long_as_it_is_however_it_comes(string text)
    {
        var frame = Encoding.ASCII.GetBytes(text);
        var scanner = new RespScanner(Limits);

        for (var length = 1; length < frame.Length; length++)
        {
            scanner.Scan(frame.AsSpan(0, length)).ShouldBe(0, text[..length]);
        }

        scanner.Scan(frame).ShouldBe(frame.Length);
        scanner.Scan([.. frame, .. "+next\r\n"u8]).ShouldBe(frame.Length);
    }

    [Theory]
    [InlineData("OK\r\n")]
    [InlineData("\r\n")]
    [InlineData("+OK\n")]
    [InlineData("+O\rK\r\n")]
    [InlineData(":12a\r\n")]
    [InlineData(":9223372036854775808\r\n")]
    [InlineData("#y\r\n")]
    [InlineData("_x\r\n")]
    [InlineData("(12.5\r\n")]
    [InlineData(",1.\r\n")]
    [InlineData("$3\r\nabcd\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("$?\r\n")]
    [InlineData("*?\r\n")]
    [InlineData("=3\r\ntxt\r\n")]
    [InlineData("*2\r\n:1\r\n>1\r\n+invalidate\r\n")]
    [InlineData(">0\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    public void What_is_not_RESP3_is_refused(string text) =>
        Should.Throw<RespFormatException>(() => new RespScanner(Limits).Scan(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("$536870912\r\n")]
    [InlineData("$999999999\r\n")]
    [InlineData("$99999999999999999999\r\n")]
    [InlineData("*2\r\n$999990\r\n")]
    [InlineData("*1000000000\r\n")]
    [InlineData("%200000\r\n")]
    public void A_length_that_cannot_be_true_is_refused_before_anything_is_set_aside(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var scanner = new RespScanner(new(999_980));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<RespFormatException>(() => scanner.Scan(bytes));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void Aggregates_inside_one_another_are_bounded()
    {
        var fits = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("*1\r\n", 16)) + ":1\r\n");

        new RespScanner(Limits).Scan(fits).ShouldBe(fits.Length);
        Should.Throw<RespFormatException>(() => new RespScanner(Limits).Scan([.. "*1\r\n"u8, .. fits]));
    }

    [Fact]
    public void A_line_without_an_end_is_bounded() =>
        Should.Throw<RespFormatException>(() => new RespScanner(Limits).Scan([(byte)'+', .. new byte[70_000]]));

    [Fact]
    public void Small_elements_cannot_make_a_large_reply() =>
        Should.Throw<RespFormatException>(() => new RespScanner(new(60)).Scan(Encoding.ASCII.GetBytes("*20\r\n" + string.Concat(Enumerable.Repeat("#t\r\n", 20)))));
}
