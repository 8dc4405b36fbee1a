using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Rides.Drivers.Data;

namespace Seaworthy.Rides.Drivers.People;

/// <summary>A plate is one driver's. Of two who take it at once the unique index refuses one, in fewer words than these.</summary>
internal static class Plates
{
    /// <summary>Why somebody cannot have a plate; null where he can.</summary>
    public static async Task<Problem?> CheckAsync(DriversDb db, string plate, string subject, CancellationToken cancellationToken) =>
        await db.Drivers.AnyAsync(driver => driver.Plate == plate && driver.Subject != subject, cancellationToken)
            ? Problem.Of(ProblemTypes.Conflict, $"Another driver has the plate {plate}. Send the one that is on your vehicle.")
            : null;
}
