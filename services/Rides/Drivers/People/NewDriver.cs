using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Drivers.People;

/// <summary>What a driver says of himself: also what a change replaces.</summary>
/// <param name="Name">What riders read.</param>
/// <param name="Vehicle">What he drives, in his words.</param>
/// <param name="Plate">Letters and digits of any script, spaces and hyphens. It is kept in capitals, and is one driver's.</param>
internal sealed record NewDriver(
    [property: Required, PersonName, Trimmed, Length(1, NewDriver.LongestText)] string Name,
    [property: Required, PlainText, Trimmed, Length(1, NewDriver.LongestText)] string Vehicle,
    [property: Required, Trimmed, UpperCased, Length(2, NewDriver.LongestPlate), RegularExpression(@"[\p{L}\p{Nd} \-]+")] string Plate)
{
    public const int LongestText = 100;
    public const int LongestPlate = 15;
}
