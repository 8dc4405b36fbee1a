namespace Seaworthy.AuditTrail;

/// <summary>Whoever runs a command: who did it, where no request did.</summary>
/// <param name="Name">What the machine calls him.</param>
internal sealed record Operator(string Name);
