using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>How long a job waits that has failed.</summary>
[Trait("Requirement", "R60")]
public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(5, 8, 16)]
    [InlineData(13, 1800, 3600)]
    [InlineData(1000, 1800, 3600)]
    public void It_doubles_up_to_its_most_and_a_half_of_it_is_drawn(int attempt, double least, double most)
    {
        RetryDelay.Default.After(attempt, 0).TotalSeconds.ShouldBe(least);
        RetryDelay.Default.After(attempt, 1).TotalSeconds.ShouldBe(most);
    }
}
