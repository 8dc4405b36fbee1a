using Microsoft.EntityFrameworkCore;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.People;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>Lets drivers go. A driver is kept by his row, which names the ride: to let him go twice, or for another ride, does nothing.</summary>
internal static class KeptDrivers
{
    /// <summary>Whoever the ride has is free again, or off where he wanted so.</summary>
    /// <param name="db">The transaction's.</param>
    /// <param name="ride">The ride.</param>
    /// <param name="subject">Only if it is this one; null for whoever it is.</param>
    /// <param name="spot">Where he is, if the ride knows it.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static Task<int> LetGoAsync(DriversDb db, Guid ride, string? subject, Spot? spot, DateTime now, CancellationToken cancellationToken) =>
        db.Drivers.Where(driver => driver.Ride == ride && (subject == null || driver.Subject == subject)).ExecuteUpdateAsync(
            set =>
            {
                set.SetProperty(driver => driver.State, driver => driver.WantsOff ? DriverState.Off : DriverState.Free).SetProperty(driver => driver.WantsOff, false)
                    .SetProperty(driver => driver.Ride, (Guid?)null).SetProperty(driver => driver.Round, (int?)null).SetProperty(driver => driver.KeptAt, (DateTime?)null)
                    .SetProperty(driver => driver.UpdatedAt, now).SetProperty(driver => driver.Version, driver => driver.Version + 1);
                if (spot is { } here)
                {
                    set.SetProperty(driver => driver.LatE6, here.LatE6).SetProperty(driver => driver.LonE6, here.LonE6).SetProperty(driver => driver.Band, Driver.BandOf(here.LatE6))
                        .SetProperty(driver => driver.PositionAt, now);
                }
            },
            cancellationToken);
}
