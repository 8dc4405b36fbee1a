using System.Collections.Immutable;

namespace Seaworthy.Workforce.Simulation;

/// <summary>
/// The model, in four lines. Of each role's work a part can be reached at all, its exposure, between 0.5 and 1. In each round
/// machines take <c>automation factor × exposure × pace</c> of the work that people still do; the pace, between 0.9 and 1.1, is how
/// well the round goes. Exposure and pace come by chance from the seed and the role's name. People are needed for what is left,
/// rounded up: nobody is half a person.
/// </summary>
internal static class Automation
{
    public static SimulationResult Run(SimulationRequest request)
    {
        var courses = request.Roles.Select(role => Course(request, role)).ToList();
        var steps = Enumerable.Range(0, request.NIterations).Select(round => StepOf(round, courses)).ToImmutableArray();
        var (last, before) = (steps[^1], request.Roles.Sum(role => role.Headcount * role.AvgSalary));
        return new("completed", request.Company, request.NIterations, request.AutomationFactor, request.Seed, steps,
            new(request.Roles.Sum(role => (long)role.Headcount), last.Headcount, before, last.Payroll, last.Savings));
    }

    // One role, round after round.
    private static RoleStep[] Course(SimulationRequest request, SimulatedRole role)
    {
        var chance = new Chance(request.Seed, role.Role);
        var exposure = chance.Next(0.5, 1);
        var left = 1.0;
        var course = new RoleStep[request.NIterations];
        for (var round = 0; round < course.Length; round++)
        {
            left *= 1 - Math.Min(1, request.AutomationFactor * exposure * chance.Next(0.9, 1.1));
            var needed = (int)Math.Ceiling(role.Headcount * Math.Round(left, 9));
            var freed = role.Headcount - needed;
            course[round] = new(role.Role, needed, freed, Math.Round(1 - left, 4), needed * role.AvgSalary, freed * role.AvgSalary);
        }

        return course;
    }

    private static SimulationStep StepOf(int round, List<RoleStep[]> courses)
    {
        var roles = courses.Select(course => course[round]).ToImmutableArray();
        return new(round + 1, roles.Sum(role => (long)role.Headcount), roles.Sum(role => (long)role.AutomatedHeadcount), roles.Sum(role => role.Payroll), roles.Sum(role => role.Savings), roles);
    }
}
