using Seaworthy.Redis.Connection;

namespace Seaworthy.Tests.Redis;

[Trait("Requirement", "R33")]
public sealed class BackOffTests
{
    [Fact]
    public void Pauses_are_anywhere_below_a_bound_that_doubles_up_to_the_longest()
    {
        double[] bounds = [10, 20, 40, 80, 160, 250, 250, 250];
        var longest = new double[bounds.Length];
        var random = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            var backOff = new BackOff(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(250), random);
            for (var i = 0; i < bounds.Length; i++)
            {
                longest[i] = Math.Max(longest[i], backOff.Next().TotalMilliseconds);
            }
        }

        for (var i = 0; i < bounds.Length; i++)
        {
            longest[i].ShouldBeInRange(bounds[i] * 0.95, bounds[i]);
        }
    }

    [Fact]
    public void A_connection_that_held_begins_anew()
    {
        var backOff = new BackOff(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10), new Random(1));
        for (var i = 0; i < 10; i++)
        {
            backOff.Next();
        }

        backOff.Reset();

        backOff.Next().TotalMilliseconds.ShouldBeLessThanOrEqualTo(10);
    }
}
