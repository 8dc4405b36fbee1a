using Seaworthy.Observability;

namespace Seaworthy.Tests.Observability;

[Trait("Requirement", "R53")]
public sealed class ResponseTimeTests
{
    [Theory]
    [InlineData(0, "0.000s")]
    [InlineData(0.4, "0.000s")]
    [InlineData(0.5, "0.001s")]
    [InlineData(999.4, "0.999s")]
    [InlineData(999.5, "1.000s")]
    [InlineData(61_234.0, "61.234s")]
    public void Times_are_told_in_seconds_to_the_nearest_millisecond(double milliseconds, string text) =>
        ResponseTime.Text(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);
}
