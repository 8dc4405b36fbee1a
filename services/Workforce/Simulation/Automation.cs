using System.Collections.Immutable;

namespace Seaworthy.Workforce.Simulation;

/// <summary>
/// The model, in four lines. Of each role's work a part can be reached at all, its exposure, between 0.5 and 1. In each round
/// machines take <c>automation factor × exposure × pace</c> of the work that people still do; the pace, between 0.9 and 1.1, is how
/// well the round goes. Exposure and pace come by chance from the seed and the role's name. People are needed for what is left,
/// rounded up: nobody is half a person.
/// </summary>
internal sealed class Automation(SimulationRequest request)
{
    // However many rounds there are, the result is no larger than the largest one that somebody waits for.
    private const int MostRoleSteps = SimulationRequest.AtOnce * SimulationRequest.MostRoles;

    private readonly RoleCourse[] _courses = [.. request.Roles.Select(role => new RoleCourse(request, role))];
    private readonly int _shown = Math.Min(request.NIterations, MostRoleSteps / request.Roles.Count);
    private readonly ImmutableArray<SimulationStep>.Builder _steps = ImmutableArray.CreateBuilder<SimulationStep>();

    /// <summary>Rounds that are done.</summary>
    public int Round { get; private set; }

    // Each of them, or as many as are shown at equal distances, the last one among them.
    private int NextShown => (int)((((_steps.Count + 1L) * request.NIterations) + _shown - 1) / _shown);

    public static SimulationResult Run(SimulationRequest request)
    {
        var automation = new Automation(request);
        automation.GoOn(request.NIterations);
        return automation.Result();
    }

    /// <summary>Some more rounds; false when there are none left.</summary>
    public bool GoOn(int rounds)
    {
        var until = Math.Min(Round + rounds, request.NIterations);
        while (Round < until)
        {
            var next = Math.Min(NextShown, until);
            foreach (var course in _courses)
            {
                course.GoOn(next - Round);
            }

            var isShown = next == NextShown;
            Round = next;
            if (isShown)
            {
                _steps.Add(Step());
            }
        }

        return Round < request.NIterations;
    }

    /// <summary>What came of it, when all rounds are done.</summary>
    public SimulationResult Result()
    {
        var (last, before) = (_steps[^1], request.Roles.Sum(role => role.Headcount * role.AvgSalary));
        return new("completed", request.Company, request.NIterations, request.AutomationFactor, request.Seed, _steps.ToImmutable(),
            new(request.Roles.Sum(role => (long)role.Headcount), last.Headcount, before, last.Payroll, last.Savings));
    }

    private SimulationStep Step()
    {
        var roles = _courses.Select(course => course.Step()).ToImmutableArray();
        return new(Round, roles.Sum(role => (long)role.Headcount), roles.Sum(role => (long)role.AutomatedHeadcount), roles.Sum(role => role.Payroll), roles.Sum(role => role.Savings), roles);
    }
}
