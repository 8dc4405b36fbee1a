using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Drivers.People;

/// <summary>Replaces what a driver says of himself, from the version in If-Match. Who has been told of him before has the old words.</summary>
internal sealed class ChangeDriver(Session<DriversDb> session, CallingDriver calling, TimeProvider time)
{
    private const string What = "driver";

    public async Task<IResult> HandleAsync(Body<NewDriver> body, HttpContext context, ItemView<DriversDb, Driver> view, CancellationToken cancellationToken)
    {
        if (EntityTag.Missing(context.Request, What) is { } missing)
        {
            return missing;
        }

        var subject = calling.SubjectOf(context);
        return await session.AnswerAsync(
            async (db, ct) =>
            {
                if (await db.Drivers.SingleOrDefaultAsync(one => one.Subject == subject, ct) is not { } driver)
                {
                    return CallingDriver.IsNone;
                }

                if (!EntityTag.Matches(context.Request, driver.Version))
                {
                    return EntityTag.Changed(What);
                }

                if (await Plates.CheckAsync(db, body.Value.Plate, subject, ct) is { } taken)
                {
                    return taken;
                }

                driver.Become(body.Value, Instant.Now(time));
                driver.Version++;
                return view.Show(driver.Id);
            },
            cancellationToken);
    }
}
