using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Driving;

/// <summary>What a driver does with a ride of his: each step once, and one that was taken already is answered as it was then.</summary>
internal sealed class DriverSteps(Session<TripsDb> session, RideMetrics metrics)
{
    /// <param name="id">The ride.</param>
    /// <param name="driver">Who takes the step.</param>
    /// <param name="status">What it is afterwards.</param>
    /// <param name="before">What it must be.</param>
    /// <param name="view">How it is shown; null where it is not his any more.</param>
    /// <param name="take">Takes it.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<IResult> TakeAsync(
        Guid id, string driver, string status, IReadOnlyList<string> before, ItemView<TripsDb, Ride>? view, Func<TripsDb, Ride, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        var taken = false;
        var answer = await session.AnswerAsync(
            async (db, ct) =>
            {
                if (await RideBook.HoldAsync(db, id, ct) is not { } ride || ride.DriverId != driver)
                {
                    return Problem.NotFound("Ride", id);
                }

                if (!before.Contains(ride.Status))
                {
                    return ride.Status == status && view is not null ? view.Show(id) : RideProblems.Not(ride, status, before);
                }

                taken = true;
                await take(db, ride, ct);
                return view?.Show(id) ?? Results.NoContent();
            },
            cancellationToken);
        if (taken)
        {
            metrics.Came(status);
        }

        return answer;
    }
}
