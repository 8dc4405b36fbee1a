namespace Seaworthy.Workforce.Roles;

/// <summary>A role near to another.</summary>
/// <param name="Id">The role.</param>
/// <param name="Code">O*NET-SOC code.</param>
/// <param name="Title">Its name.</param>
/// <param name="Tier">How near.</param>
/// <param name="Place">The nearest first, from 1.</param>
internal sealed record AdjacentRole(long Id, string Code, string Title, string Tier, int Place);
