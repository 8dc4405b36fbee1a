using Seaworthy.Validation;

namespace Seaworthy.Rides.Drivers.People;

/// <summary>Makes letters capitals, as plates have them. Does not depend on a culture.</summary>
internal sealed class UpperCasedAttribute : TextRuleAttribute
{
    public override string Apply(string text) => text.ToUpperInvariant();
}
