using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Validation;

[Trait("Requirement", "R3")]
public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("12.5", 1250)]
    [InlineData("12.50000000000000000000000000000000000", 1250)]
    [InlineData("0.29", 29)]
    [InlineData("125e-1", 1250)]
    [InlineData("1.5E+2", 15000)]
    [InlineData("-0.01", -1)]
    [InlineData("0e9999", 0)]
    [InlineData("9007199254740993.01", 900719925474099301)]
    public void A_decimal_number_is_read_exactly(string number, long minor)
    {
        Money.TryParse(Encoding.ASCII.GetBytes(number), out var read).ShouldBeTrue();
        read.ShouldBe(minor);
    }

    [Theory]
    [InlineData("0.001")]
    [InlineData("1.0000000000000000000000000000000001")]
    [InlineData("1e-3")]
    [InlineData("1e30")]
    [InlineData("10000000000000000.00")]
    [InlineData("922337203685477581")]
    [InlineData("9.3e17")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-2147483648")]
    public void What_minor_units_cannot_hold_is_refused(string number) =>
        Money.TryParse(Encoding.ASCII.GetBytes(number), out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(-5, "-0.05")]
    [InlineData(1250, "12.50")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    [InlineData(long.MinValue, "-92233720368547758.08")]
    public void It_is_written_with_two_decimals(long minor, string json) => Written(minor).ShouldBe(json);

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<long>().Select(n => n % 1_000_000_000_000_000_000).ToArbitrary(), minor =>
            Money.TryParse(Encoding.ASCII.GetBytes(Written(minor)), out var read) && read == minor
            && decimal.Parse(Written(minor), CultureInfo.InvariantCulture) == minor / 100m)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static string Written(long minor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Money.Write(json, minor);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
