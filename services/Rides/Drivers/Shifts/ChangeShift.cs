using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.Matching;
using Seaworthy.Rides.Drivers.People;
using Seaworthy.Rides.Drivers.Positions;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Drivers.Shifts;

/// <summary>
/// A driver says whether he takes rides; said twice, it is said once. Each way is one statement that looks at the row as it is when its turn comes: a ride that gets him in the same moment
/// either has him, and then he is off behind it, or does not find him.
/// </summary>
internal sealed class ChangeShift(Session<DriversDb> session, CallingDriver calling, PositionRow positions, MatchRules rules, TimeProvider time)
{
    public Task<IResult> HandleAsync(Body<Shift> body, HttpContext context, ItemView<DriversDb, Driver> view, CancellationToken cancellationToken)
    {
        var subject = calling.SubjectOf(context);
        return session.AnswerAsync(
            async (db, ct) =>
            {
                if (await db.Drivers.Where(driver => driver.Subject == subject).Select(driver => (long?)driver.Id).SingleOrDefaultAsync(ct) is not { } id)
                {
                    return CallingDriver.IsNone;
                }

                var problem = body.Value.On ? await BeginAsync(db, id, subject, body.Value, ct) : await EndAsync(db, id, ct);
                return problem is null ? view.Show(id) : problem;
            },
            cancellationToken);
    }

    private async Task<Problem?> BeginAsync(DriversDb db, long id, string subject, Shift shift, CancellationToken cancellationToken)
    {
        var (now, mine) = (Instant.Now(time), db.Drivers.Where(driver => driver.Id == id));
        if (shift.Where() is { } spot)
        {
            await session.ExecuteAsync(db, [positions.Put(subject, spot, now)], cancellationToken);
        }

        var since = now - rules.Fresh;
        if (await mine.AnyAsync(driver => driver.State == DriverState.Off && (driver.PositionAt == null || driver.PositionAt < since), cancellationToken))
        {
            var seconds = rules.Fresh.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Problem.Validation([new($"must be there, with lon: nobody knows where you were in the last {seconds} seconds, and rides go by that", Pointer: "#/lat")]);
        }

        await mine.Where(driver => driver.State == DriverState.Off || driver.WantsOff).ExecuteUpdateAsync(
            set => set.SetProperty(driver => driver.State, driver => driver.State == DriverState.Off ? DriverState.Free : driver.State).SetProperty(driver => driver.WantsOff, false)
                .SetProperty(driver => driver.UpdatedAt, now).SetProperty(driver => driver.Version, driver => driver.Version + 1), cancellationToken);
        return null;
    }

    private async Task<Problem?> EndAsync(DriversDb db, long id, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        await db.Drivers.Where(driver => driver.Id == id && driver.State != DriverState.Off && !driver.WantsOff).ExecuteUpdateAsync(
            set => set.SetProperty(driver => driver.State, driver => driver.State == DriverState.Kept ? DriverState.Kept : DriverState.Off)
                .SetProperty(driver => driver.WantsOff, driver => driver.State == DriverState.Kept)
                .SetProperty(driver => driver.UpdatedAt, now).SetProperty(driver => driver.Version, driver => driver.Version + 1), cancellationToken);
        return null;
    }
}
