using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text.Json;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Simulation;

/// <summary>What is simulated, in the document's members; <paramref name="Seed"/> is ours.</summary>
/// <param name="NIterations">How many rounds of automation.</param>
/// <param name="Company">Whose.</param>
/// <param name="AutomationFactor">The part of its reachable work that a role loses in a round: 0 to 1.</param>
/// <param name="Roles">Who works there.</param>
/// <param name="Seed">Where chance begins: the same request with the same seed has the same answer, always.</param>
internal sealed record SimulationRequest(
    [property: Required, Range(1, SimulationRequest.MostRounds)] int NIterations,
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Company,
    [property: Required, Range(0, 1)] double AutomationFactor,
    [property: Length(1, SimulationRequest.MostRoles)] IReadOnlyList<SimulatedRole> Roles,
    long Seed = 0)
{
    /// <summary>Rounds that are simulated while the caller waits; more are a job.</summary>
    public const int AtOnce = 100;

    /// <summary>With all roles a core is busy for some seconds.</summary>
    public const int MostRounds = 10_000_000;

    public const int MostRoles = 100;

    /// <summary>The same for the same request, and for no other.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)));
}

/// <summary>A role in it.</summary>
/// <param name="Role">What it is called.</param>
/// <param name="Headcount">How many people have it.</param>
/// <param name="AvgSalary">What one of them costs in a year, in minor units.</param>
internal sealed record SimulatedRole(
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Role,
    [property: Required, Range(1, 10_000_000)] int Headcount,
    [property: Required, Money(maximum: 10_000_000)] long AvgSalary);
