namespace Seaworthy.EntityFrameworkCore.Idempotency;

/// <summary>Says that a service's database has the table of keys.</summary>
internal sealed record KeyKeeping<TContext>(TimeSpan Life, TimeProvider Time);
