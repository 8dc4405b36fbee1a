using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Drivers.People;

/// <summary>Makes the caller a driver, once. He takes no rides before he says so.</summary>
internal sealed class CreateDriver(Session<DriversDb> session, CallingDriver calling, TimeProvider time)
{
    public Task<IResult> HandleAsync(Body<NewDriver> body, HttpContext context, ItemView<DriversDb, Driver> view, string address, CancellationToken cancellationToken)
    {
        var subject = calling.SubjectOf(context);
        return session.AnswerAsync(
            async (db, ct) =>
            {
                if (await db.Drivers.AnyAsync(driver => driver.Subject == subject, ct))
                {
                    return Problem.Of(ProblemTypes.Conflict, "You are a driver already: GET /rides/drivers/me shows what is known of you, and PUT changes it.");
                }

                if (await Plates.CheckAsync(db, body.Value.Plate, subject, ct) is { } taken)
                {
                    return taken;
                }

                var now = Instant.Now(time);
                var driver = new Driver { Subject = subject, Name = "", Vehicle = "", Plate = "", CreatedAt = now };
                driver.Become(body.Value, now);
                db.Drivers.Add(driver);
                await db.SaveChangesAsync(ct);
                return view.Show(driver.Id, address);
            },
            cancellationToken);
    }
}
