using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Simulation;

/// <summary>What is simulated, in the document's members; <paramref name="Seed"/> is ours.</summary>
/// <param name="NIterations">How many rounds of automation.</param>
/// <param name="Company">Whose.</param>
/// <param name="AutomationFactor">The part of its reachable work that a role loses in a round: 0 to 1.</param>
/// <param name="Roles">Who works there.</param>
/// <param name="Seed">Where chance begins: the same request with the same seed has the same answer, always.</param>
internal sealed record SimulationRequest(
    [property: Required, Range(1, SimulationRequest.MostIterations)] int NIterations,
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Company,
    [property: Required, Range(0, 1)] double AutomationFactor,
    [property: Length(1, SimulationRequest.MostRoles)] IReadOnlyList<SimulatedRole> Roles,
    long Seed = 0)
{
    public const int MostIterations = 100;
    public const int MostRoles = 100;
}

/// <summary>A role in it.</summary>
/// <param name="Role">What it is called.</param>
/// <param name="Headcount">How many people have it.</param>
/// <param name="AvgSalary">What one of them costs in a year, in minor units.</param>
internal sealed record SimulatedRole(
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Role,
    [property: Required, Range(1, 10_000_000)] int Headcount,
    [property: Required, Money(maximum: 10_000_000)] long AvgSalary);
