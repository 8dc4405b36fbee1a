using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Stock;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Deliveries;

/// <summary>
/// Puts on the shelf what a supplier says that it has brought, in one transaction with the notice: a notice that comes again, signed anew, counts
/// nothing twice. Products that nobody counts stay uncounted.
/// </summary>
internal sealed class TakeDelivery(Session<GroceryDb> session, Shelf shelf, TimeProvider time)
{
    private readonly Lazy<string> _insert = new(() =>
        $"insert into {session.TableOf<Delivery>()} (supplier, reference, lines, arrived_at) values ($1, $2, $3, $4) on conflict (supplier, reference) do nothing");

    public async Task<IResult> HandleAsync(Body<NewDelivery> body, HttpContext context, CancellationToken cancellationToken)
    {
        var (supplier, reference, lines) = (context.Features.GetRequiredFeature<RequestRecord>().Signer!, body.Value.Reference!, body.Value.Lines!);
        return await session.AnswerAsync(
            async (db, ct) =>
            {
                var wanted = lines.Select(line => line.ProductId).ToList();
                var known = await db.Products.Where(product => wanted.Contains(product.Id)).Select(product => product.Id).ToListAsync(ct);
                var errors = lines.Select((line, at) => (line.ProductId, At: at)).Where(line => !known.Contains(line.ProductId))
                    .Select(line => new ProblemError($"must be a product of the shop; there is no {line.ProductId}", Pointer: $"#/lines/{line.At}/product_id")).ToList();
                return errors.Count > 0 ? Problem.Validation(errors) : await TakeAsync(db, supplier, reference, lines, ct);
            },
            cancellationToken);
    }

    private async Task<IResult> TakeAsync(GroceryDb db, string supplier, string reference, IReadOnlyList<DeliveredLine> lines, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        if ((await session.ExecuteAsync(db, [new(_insert.Value, supplier, reference, JsonSerializer.Serialize(lines), now)], cancellationToken))[0] == 0)
        {
            return Problem.Of(ProblemTypes.Conflict, $"Delivery {reference} was taken before.");
        }

        await session.ExecuteAsync(db, [.. shelf.PutBack(lines.Select(line => (line.ProductId, line.Quantity)))], cancellationToken);
        db.NoteTrail<Delivery>(TrailAction.Created, $"{supplier}/{reference}");
        return Results.Json(new TakenDelivery(reference, now), statusCode: StatusCodes.Status201Created);
    }
}
