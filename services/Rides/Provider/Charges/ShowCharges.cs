using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Provider.Data;

namespace Seaworthy.Rides.Provider.Charges;

/// <summary>Charges, by their id, or by what the merchant knows them by: for whoever did not hear the answer.</summary>
internal sealed class ShowCharges(Session<ProviderDb> session)
{
    private const int Most = 100;

    public async Task<IResult> OneAsync(string id, CancellationToken cancellationToken) =>
        await session.ReadAsync((db, ct) => db.Charges.SingleOrDefaultAsync(charge => charge.PublicId == id, ct), cancellationToken) is { } found
            ? Results.Json(ChargeAnswer.Of(found))
            : Problem.NotFound("Charge", id);

    public async Task<IResult> OfAsync(string? reference, CancellationToken cancellationToken)
    {
        if (reference is not { Length: > 0 and <= NewCharge.LongestReference })
        {
            return Problem.Parameters([new($"must be 1 to {NewCharge.LongestReference} characters, the reference of a charge", Parameter: "reference")]);
        }

        var found = await session.ReadAsync(
            (db, ct) => db.Charges.Where(charge => charge.Reference == reference).OrderByDescending(charge => charge.Id).Take(Most).ToListAsync(ct), cancellationToken);
        return Results.Json(new ChargesAnswer([.. found.Select(ChargeAnswer.Of)]));
    }
}
