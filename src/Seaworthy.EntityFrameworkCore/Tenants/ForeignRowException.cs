namespace Seaworthy.EntityFrameworkCore.Tenants;

/// <summary>Code has met a row of a tenant that its session does not work for. Nothing was written.</summary>
public sealed class ForeignRowException(string message) : InvalidOperationException(message);
