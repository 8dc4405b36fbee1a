using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.People;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Drivers.Positions;

/// <summary>
/// Takes where a driver is. Phones send it every few seconds, so mostly it is one statement, a transaction by itself; a line of the history is another one beside it, and a process that
/// dies between the two has lost a line of many.
/// </summary>
internal sealed class TakePosition(Session<DriversDb> session, CallingDriver calling, PositionRow rows, TimeProvider time)
{
    public async Task<IResult> HandleAsync(Body<NewPosition> body, HttpContext context, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var (subject, spot, at) = (calling.SubjectOf(context), body.Value.Where(), body.Value.When(now));
        if (at < now - DriverPosition.Kept || await PutAsync(subject, spot, at, cancellationToken) is not [var last])
        {
            // It is older than what is known or kept, or he is no driver.
            return await calling.IdAsync(context) is null ? CallingDriver.IsNone : Results.NoContent();
        }

        if (last.IsFarFrom(spot, at))
        {
            using var turn = await session.WaitToWriteAsync(cancellationToken);
            await session.WriteAsync(turn, rows.Sample(last.Driver, spot, at), cancellationToken);
        }

        return Results.NoContent();
    }

    private async Task<IReadOnlyList<LastLine>> PutAsync(string subject, Spot spot, DateTime at, CancellationToken cancellationToken)
    {
        using var turn = await session.WaitToWriteAsync(cancellationToken);
        return await session.ReadAsync(rows.Put(subject, spot, at), PositionRow.Read, cancellationToken);
    }
}
