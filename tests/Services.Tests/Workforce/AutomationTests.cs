using Seaworthy.Workforce.Simulation;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>The model over many rounds.</summary>
public sealed class AutomationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void In_parts_it_comes_to_what_it_comes_to_in_one_go(int atOnce)
    {
        var request = Request(rounds: 12_345, roles: 3, factor: 0.001);
        var automation = new Automation(request);
        while (automation.GoOn(atOnce))
        {
        }

        var (inParts, atOne) = (automation.Result(), Automation.Run(request));
        Told(inParts).ShouldBe(Told(atOne));
        inParts.Summary.ShouldBe(atOne.Summary);
    }

    [Theory]
    [InlineData(10_000, 1, 10_000, 1)]
    [InlineData(10_000, 2, 5_000, 2)]
    [InlineData(1_000_000, 100, 100, 10_000)]
    [InlineData(150, 100, 100, 2)]
    public void A_result_has_all_rounds_or_as_many_as_have_room_and_the_last_one(int rounds, int roles, int shown, int first)
    {
        var steps = Automation.Run(Request(rounds, roles, factor: 0.1)).SimulationSteps;

        (steps.Length, steps[0].Iteration, steps[^1].Iteration).ShouldBe((shown, first, rounds));
        steps.Select(step => step.Iteration).ShouldBe(steps.Select(step => step.Iteration).Distinct().Order());
        steps[^1].Roles.Length.ShouldBe(roles);
    }

    [Fact]
    public void When_all_is_automated_nothing_comes_back() =>
        Automation.Run(Request(rounds: 100_000, roles: 1, factor: 0.5)).Summary.ShouldBe(new(10, 0, 1_000_000, 0, 1_000_000));

    private static IEnumerable<string> Told(SimulationResult result) => result.SimulationSteps.SelectMany(step => step.Roles.Select(role => $"{step.Iteration}: {role}"));

    private static SimulationRequest Request(int rounds, int roles, double factor) =>
        new(rounds, "Test Corp", factor, [.. Enumerable.Range(1, roles).Select(role => new SimulatedRole($"Role {role}", 10, 100_000))], 7);
}
