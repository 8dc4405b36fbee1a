using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.OpenApi;
using Seaworthy.Rides.Provider.Charges;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Provider;

/// <summary>Every endpoint of the stand-in, one line each.</summary>
internal static class Routes
{
    public static void Map(RouteGroupBuilder routes)
    {
        // All merchants come from few addresses. Keys are the stand-in's own: a merchant has one set of them, wherever it calls from.
        var merchant = routes.MapGroup("/charges").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = MerchantKey.Name }).WithoutLimit().WithoutIdempotency();
        merchant.MapPost("/", (Body<NewCharge> body, MakeCharge make, HttpContext context, CancellationToken ct) => make.HandleAsync(body, context, ct)).WithOperation(MakeCharge.Description);
        merchant.MapGet("/", (string? reference, ShowCharges show, CancellationToken ct) => show.OfAsync(reference, ct)).WithOperation(new("The charges of a reference, the newest first") { Response = typeof(ChargesAnswer) });
        merchant.MapGet("/{id}", (string id, ShowCharges show, CancellationToken ct) => show.OneAsync(id, ct)).WithOperation(new("A charge, and what became of it") { Response = typeof(ChargeAnswer), Errors = [404] });
    }
}
