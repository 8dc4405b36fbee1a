using System.ComponentModel.DataAnnotations;

namespace Seaworthy.Cafe.Menu;

/// <summary>Whether something can be ordered now.</summary>
internal sealed record Availability([property: Required] bool IsAvailable);
