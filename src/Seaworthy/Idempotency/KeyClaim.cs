namespace Seaworthy.Idempotency;

/// <summary>A key as one request brings it.</summary>
/// <param name="Id">Of the key with everything it is scoped to: service, tenant, subject, method and route.</param>
/// <param name="Request">Of what is asked: method, path, query and body.</param>
internal sealed record KeyClaim(Digest Id, Digest Request);
