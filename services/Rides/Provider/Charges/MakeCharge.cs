using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Provider.Data;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Provider.Charges;

/// <summary>
/// Takes a charge, which is settled later. The same key with the same body is shown the charge that there is, as it stands now; with another body it is 422. Two with one key at
/// once: the unique index lets one in, the other gets 409 and comes again.
/// </summary>
internal sealed class MakeCharge(Session<ProviderDb> session, ServiceJobs<ProviderDb> jobs, ProviderSetup setup, TimeProvider time)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 255;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    public static OperationDescription Description { get; } = new("Charges somebody")
    {
        Parameters = [new(KeyHeader, "string", "A new one for each charge; the same one each time it is sent again.") { In = "header", Required = true }],
        Status = StatusCodes.Status201Created,
        Response = typeof(ChargeAnswer),
        Errors = [409, 422],
    };

    public async Task<IResult> HandleAsync(Body<NewCharge> body, HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Headers[KeyHeader] is not [{ Length: > 0 and <= LongestKey } key])
        {
            return Problem.Of(ProblemTypes.IdempotencyKeyRequired, $"A charge needs one {KeyHeader} of 1 to {LongestKey} characters.");
        }

        var (wanted, digest) = (body.Value, DigestOf(body.Value));
        var charge = await session.WriteAsync(
            async (db, ct) => await db.Charges.SingleOrDefaultAsync(known => known.Key == key, ct) ?? await AddAsync(db, key, digest, wanted, ct), cancellationToken);
        return charge.Digest == digest
            ? Results.Json(ChargeAnswer.Of(charge), statusCode: StatusCodes.Status201Created)
            : Problem.Of(ProblemTypes.IdempotencyKeyReused);
    }

    private async Task<Charge> AddAsync(ProviderDb db, string key, string digest, NewCharge wanted, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var charge = new Charge
        {
            PublicId = $"ch_{Guid.CreateVersion7(now):N}",
            Key = key,
            Digest = digest,
            AmountCents = wanted.AmountCents,
            Currency = wanted.Currency,
            Method = wanted.Method,
            Reference = wanted.Reference,
            CreatedAt = now,
        };
        db.Charges.Add(charge);
        var due = now + (wanted.Method == ChargeMethod.Slow ? Slow : setup.Settles);
        await jobs.EnqueueAsync(db, SettleCharge.Kind, new(charge.PublicId), cancellationToken, new JobWish { DueAt = due > now ? due : null });
        return charge;
    }

    private static string DigestOf(NewCharge wanted) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{wanted.AmountCents}\n{wanted.Currency}\n{wanted.Method}\n{wanted.Reference}"))));
}
