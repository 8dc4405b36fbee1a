using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Trips.Driving;

/// <summary>
/// Whoever looks after the rides ends one that nobody else ends: only its driver can end one that has started, and he is gone. The rider may ask for another one, the driver is let go, and nothing is owed, because
/// nobody knows how far it went.
/// </summary>
internal sealed class EndRide(Session<TripsDb> session, RideBook book, ServiceEvents<TripsDb> events, RideMetrics metrics)
{
    private static readonly string[] Before = [RideStatus.Requested, .. RideStatus.WithDriver];

    public async Task<IResult> HandleAsync(Guid id, Body<RideEnd> body, ItemView<TripsDb, Ride> view, CancellationToken cancellationToken)
    {
        var ended = false;
        var answer = await session.AnswerAsync(
            async (db, ct) =>
            {
                if (await RideBook.HoldAsync(db, id, ct) is not { } ride)
                {
                    return Problem.NotFound("Ride", id);
                }

                if (!Before.Contains(ride.Status))
                {
                    // Said twice, by a caller that did not hear the first answer.
                    return ride.Status == RideStatus.Ended ? view.Show(id) : RideProblems.Not(ride, RideStatus.Ended, Before);
                }

                ended = true;
                await EndAsync(db, ride, body.Value.Reason, ct);
                return view.Show(id);
            },
            cancellationToken);
        if (ended)
        {
            metrics.Came(RideStatus.Ended);
        }

        return answer;
    }

    private async Task EndAsync(TripsDb db, Ride ride, string reason, CancellationToken cancellationToken)
    {
        var driver = ride.DriverId ?? DriverReleased.Whoever;
        book.Write(db, ride, new RideEnded(reason));
        db.NoteTrail(RideStatus.Ended, "ride", $"{ride.PublicId}");
        await events.PublishAsync(db, RideEvents.Released, new(ride.PublicId, driver, null), cancellationToken);
    }
}

/// <summary>Why a ride is ended.</summary>
/// <param name="Reason">For its rider and its driver, who read it in its history.</param>
internal sealed record RideEnd([property: Required, PlainText, Trimmed, Length(1, 200)] string Reason);
