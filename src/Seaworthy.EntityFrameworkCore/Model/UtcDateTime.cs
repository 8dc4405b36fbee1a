using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Seaworthy.EntityFrameworkCore.Model;

/// <summary>Instants are <see cref="DateTime"/> of kind UTC with microseconds, which is what both engines keep (R92).</summary>
internal sealed class UtcDateTime() : ValueConverter<DateTime, DateTime>(
    value => value, value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
