using System.Collections.Immutable;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Simulation;

/// <summary>What came of it, bare as the document's test reads it.</summary>
/// <param name="Status"><c>completed</c>.</param>
/// <param name="Company">As asked.</param>
/// <param name="NIterations">As asked.</param>
/// <param name="AutomationFactor">As asked.</param>
/// <param name="Seed">As asked.</param>
/// <param name="SimulationSteps">The rounds, in their order; where rounds times roles are more than 10,000, so many of them at equal distances, with the last one.</param>
/// <param name="Summary">Before and after.</param>
internal sealed record SimulationResult(
    string Status, string Company, int NIterations, double AutomationFactor, long Seed, ImmutableArray<SimulationStep> SimulationSteps, SimulationSummary Summary);

/// <summary>The company after a round.</summary>
/// <param name="Iteration">From 1.</param>
/// <param name="Headcount">People who are needed.</param>
/// <param name="AutomatedHeadcount">People whose work machines do by now.</param>
/// <param name="Payroll">What those who are needed cost in a year.</param>
/// <param name="Savings">What the others cost before.</param>
/// <param name="Roles">The same by role.</param>
internal sealed record SimulationStep(
    int Iteration, long Headcount, long AutomatedHeadcount, [property: Money] long Payroll, [property: Money] long Savings, ImmutableArray<RoleStep> Roles);

/// <summary>A role after a round.</summary>
/// <param name="Role">As asked.</param>
/// <param name="Headcount">People who are needed.</param>
/// <param name="AutomatedHeadcount">People whose work machines do by now.</param>
/// <param name="AutomationShare">The part of the role's work that machines do: 0 to 1, four decimals.</param>
/// <param name="Payroll">What those who are needed cost in a year.</param>
/// <param name="Savings">What the others cost before.</param>
internal sealed record RoleStep(
    string Role, int Headcount, int AutomatedHeadcount, double AutomationShare, [property: Money] long Payroll, [property: Money] long Savings);

/// <summary>Before and after.</summary>
internal sealed record SimulationSummary(
    long HeadcountBefore, long HeadcountAfter, [property: Money] long PayrollBefore, [property: Money] long PayrollAfter, [property: Money] long Savings);
